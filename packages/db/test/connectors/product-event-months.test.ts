import { setTimeout as sleep } from 'node:timers/promises';
import { ensureMonths } from '@wedsync/db/connectors';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();

test('whoever comes second for the same new month finds it made', async () => {
  const { owner, store } = database.current;
  const second: Promise<void>[] = [];
  await owner.transaction(async (sql) => {
    await sql.raw(`select ensure_month_partition('product_events', '2031-05-01')`);
    second.push(ensureMonths(store, 'product_events', [new Date('2031-05-17T12:00:00Z')]));
    await sleep(300);
  });
  await expect(Promise.all(second)).resolves.toEqual([undefined]);
});
