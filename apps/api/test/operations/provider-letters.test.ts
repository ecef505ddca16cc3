import { markApplied, markFailed } from '@wedsync/db/connectors';
import { findDeadLetter, rerunDeadLetter } from '@wedsync/db/operations';
import { expect, test } from 'vitest';
import { testActor, useTestDatabase } from '../../../../packages/db/test/support/index.ts';

const database = useTestDatabase();

test('a provider event that died waits for a decision, runs again on request and is settled once applied', async () => {
  const { owner, store } = database.current;
  const [event] = await owner('provider_events')
    .insert({
      provider: 'stripe',
      event_id: 'evt_1',
      type: 'charge.updated',
      livemode: false,
      occurred_at: new Date(),
      payload: '{}',
      state: 'failed',
      attempts: 8,
    })
    .returning('id');
  const id: number = event.id;
  await store.transact(testActor(), (writer) =>
    markFailed(writer, { id, error: 'Unknown shape', kind: 'invalid', retryInMs: null }),
  );
  const [waiting] = await owner('dead_letters');
  expect(waiting).toMatchObject({
    kind: 'provider-event',
    source: 'stripe',
    reference: String(id),
    reason: 'Unknown shape',
    attempts: 8,
  });
  await store.transact(testActor(), async (writer) => {
    const letter = await findDeadLetter(writer, String(waiting.id));
    if (letter !== undefined) await rerunDeadLetter(writer, letter);
  });
  expect(await owner('provider_events').where({ id }).first()).toMatchObject({ state: 'received', attempts: 0 });
  await store.transact(testActor(), (writer) => markApplied(writer, [{ id, customerId: null, supplierId: null }]));
  expect(await owner('dead_letters').first()).toMatchObject({ state: 'resolved' });
});
