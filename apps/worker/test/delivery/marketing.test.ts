import { eventsAfter, storeCredential } from '@wedsync/db/platform';
import { recordConsents } from '@wedsync/db/privacy';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { tellExample, testActor, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { deliverMessages } from '../../src/delivery/deliver-messages.ts';
import { forwardToMarketing } from '../../src/delivery/forward-to-marketing.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { testCipher, testServices } from '../support/index.ts';
import { useOutside } from './outside.ts';

const database = useTestDatabase();
const outside = useOutside();
const now = new Date('2026-06-10T09:00:00Z');
let services: WorkerServices;
let supplierId = '';
let contactId = '';

beforeAll(async () => {
  services = testServices(database.current, { env: outside.env(), clock: { now: () => now } });
  const secret = { connection: 'marketing', field: 'secret' };
  await storeCredential(services.store.pool, testCipher, secret, 'marketing-secret-of-tests');
});

beforeEach(async () => {
  const { owner } = database.current;
  await owner.raw('truncate messages, breakers, dead_letters cascade');
  outside.marketing.restore([]);
  supplierId = `sup_${testUuids.next().replaceAll('-', '')}`;
  await addSupplier(owner, supplierId);
  contactId = `con_${supplierId}`;
  const contact = { id: contactId, supplier_id: supplierId, name: 'Ava', email: `${contactId}@studio.example` };
  await owner('contacts').insert({ ...contact, is_primary: true });
});

const say = (state: 'granted' | 'withdrawn', saidAt = new Date(now.getTime() - 60_000)) =>
  services.store.transact(testActor(), (writer) =>
    recordConsents(writer, [
      {
        supplierId,
        contactId,
        purpose: 'marketing',
        channel: 'email',
        state,
        basis: 'consent',
        source: 'staff',
        saidBy: 'Test Person',
        saidAt,
      },
    ]),
  );

/** Something happens, and the consumer hears of it as many times as it is applied. */
async function hears(type: Parameters<typeof tellExample>[1], occurredAt = now, times = 1): Promise<void> {
  await services.store.transact(testActor(), async (writer) => {
    await tellExample(writer, type, { supplierId, occurredAt });
    const { types } = forwardToMarketing;
    const events = await eventsAfter(writer, { after: 0, upTo: 1e9, types, limit: 1_000 });
    const mine = events.filter((event) => event.supplierId === supplierId);
    for (let time = 0; time < times; time += 1) await forwardToMarketing.apply(writer, mine, services);
  });
}

const deliver = () =>
  deliverMessages([])
    .find(({ name }) => name === 'deliver-marketing-tool')
    ?.drain(services, new AbortController().signal);
const messages = () => database.current.owner('messages').where({ channel: 'marketing_tool' }).orderBy('created_at');

test('what a supplier who agreed to marketing reached arrives at the tool once, with who they are, and on their timeline', async () => {
  await say('granted');
  await hears('milestone.reached', now, 3);
  await deliver();
  expect(outside.marketing.list()).toMatchObject([
    {
      event: 'milestone_reached',
      supplier: { externalId: expect.any(String), businessName: expect.any(String) },
      contact: { name: 'Ava', email: `${contactId}@studio.example` },
      properties: { milestone: 'first_form', day: 3 },
      times: 1,
    },
  ]);
  expect(await messages()).toMatchObject([{ state: 'sent', purpose: 'marketing', recipient: supplierId }]);
  const line = await database.current.owner('timeline_entries').where({ supplier_id: supplierId, kind: 'message' });
  expect(line).toMatchObject([{ title: 'Marketing tool: Reached a milestone' }]);
});

test('of a supplier who did not agree nothing leaves, and everybody sees why', async () => {
  await hears('milestone.reached');
  await deliver();
  expect(outside.marketing.list()).toEqual([]);
  expect(await messages()).toMatchObject([{ state: 'suppressed', reason: expect.any(String) }]);
});

test('who says no, or is gone, after it was promised is not told of', async () => {
  await say('granted');
  await hears('milestone.reached');
  await say('withdrawn', now);
  await deliver();
  await database.current.owner('contacts').where({ id: contactId }).delete();
  await database.current.owner('messages').update({ state: 'scheduled', next_attempt_at: new Date(0) });
  await deliver();
  expect(outside.marketing.list()).toEqual([]);
  expect(await messages()).toMatchObject([{ state: 'suppressed' }]);
});

test('a tool that is away is asked again, and takes an event whose answer was lost only once', async () => {
  await say('granted');
  outside.faults.apply({ marketing: { failNext: 1 } });
  await hears('milestone.reached');
  await deliver();
  expect(await messages()).toMatchObject([{ state: 'failed', attempt: 1 }]);
  for (let again = 0; again < 2; again += 1) {
    await database.current.owner('messages').update({ state: 'failed', next_attempt_at: new Date(0), attempt: 1 });
    await deliver();
  }
  expect(outside.marketing.list()).toMatchObject([{ times: 2 }]);
  expect(await messages()).toMatchObject([{ state: 'sent' }]);
});

test('an imported past begins no journey, and without a tool nothing is written down', async () => {
  await say('granted');
  await hears('milestone.reached', new Date('2025-06-10T09:00:00Z'));
  const without = { ...services, env: { ...services.env, marketing: null } };
  await services.store.transact(testActor(), async (writer) => {
    await tellExample(writer, 'milestone.reached', { supplierId, occurredAt: now });
    const events = await eventsAfter(writer, { after: 0, upTo: 1e9, types: null, limit: 1_000 });
    await forwardToMarketing.apply(writer, events, without);
  });
  expect(await messages()).toEqual([]);
});
