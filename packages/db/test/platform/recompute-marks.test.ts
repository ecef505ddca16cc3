import { setTimeout as sleep } from 'node:timers/promises';
import { markForRecompute, settleMarks, takeMarks } from '@wedsync/db/platform';
import { expect, test } from 'vitest';
import { testActor, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();

test('settling marks while a batch of events sets them again never waits in a circle', async () => {
  const { store } = database.current;
  // The later supplier lies first in the table, so whoever takes rows as they lie takes them in the other order.
  for (const supplier of ['sup_2', 'sup_1'])
    await store.transact(testActor(), (writer) => markForRecompute(writer, 'health', [supplier]));
  const taken = await takeMarks(store.pool, 'health', { debounceMs: 0, limit: 10 });
  const settling: Promise<void>[] = [];
  await store.transact(testActor(), async (writer) => {
    await markForRecompute(writer, 'health', ['sup_1']);
    settling.push(store.transact(testActor(), (other) => settleMarks(other, 'health', taken)));
    await sleep(300);
    await markForRecompute(writer, 'health', ['sup_2']);
  });
  await Promise.all(settling);
  expect(await database.current.owner('recompute_marks').where({ kind: 'health' })).toHaveLength(2);
});
