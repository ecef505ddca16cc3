import { emitEvents, eventsAfter, type SuccessEvent } from '@wedsync/db/platform';
import { createId } from '@wedsync/domain/platform';
import { beforeEach, describe, expect, test } from 'vitest';
import { testActor, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { tellPeople } from '../../src/delivery/tell-people.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const now = new Date('2026-06-10T09:00:00Z');

let before = 0;

beforeEach(async () => {
  const { owner } = database.current;
  await owner.raw('truncate messages, alerts cascade');
  before = (await owner('success_events').max({ id: 'id' }).first())?.id ?? 0;
});

async function supplier(): Promise<string> {
  const id = createId('supplier', testUuids.next());
  const { owner } = database.current;
  await owner('suppliers').insert({
    id,
    external_id: id,
    business_name: 'Rose & Lily <Florists>',
    vendor_type: 'florist',
    region: 'London',
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: now,
  });
  const contact = (name: string, is_primary: boolean) => ({
    id: createId('contact', testUuids.next()),
    supplier_id: id,
    name,
    email: `${name.toLowerCase()}@rose.example`,
    is_primary,
  });
  await owner('contacts').insert([contact('Second', false), contact('Rose', true)]);
  return id;
}

/** Emits events and applies the consumer to them, as the runtime does. */
async function happen(...events: SuccessEvent[]): Promise<void> {
  const { store } = database.current;
  await store.transact(testActor(), (writer) => emitEvents(writer, events));
  await apply();
}

const apply = () =>
  database.current.store.transact(testActor(), async (writer) => {
    const events = await eventsAfter(writer, { after: before, upTo: 1e9, types: tellPeople.types, limit: 1_000 });
    await tellPeople.apply(writer, events, testServices(database.current));
  });

const refund = (supplierId: string, occurredAt = now): SuccessEvent => ({
  type: 'refund.succeeded',
  supplierId,
  resource: 'refunds',
  resourceId: `re_${testUuids.next()}`,
  summary: 'Refunded £12.50',
  payload: { amountMinor: 1_250, currency: 'GBP', chargeId: 'ch_1', refundRequestId: null, status: 'succeeded' },
  occurredAt,
});

const messages = (channel: string) => database.current.owner('messages').where({ channel });

describe('a request for a second person', () => {
  const approval = (type: 'approval.requested' | 'approval.decided', state: string): SuccessEvent => ({
    type,
    supplierId: null,
    resource: 'approvals',
    resourceId: 'apr_1',
    summary: `Refund: ${state}`,
    payload: { state, action: 'charges.refund', runId: 'run_1' },
    occurredAt: now,
  });
  const alerts = () => database.current.owner('alerts').select('type', 'state', 'resolved_note');

  test('alerts the team until it is decided, in whatever batches that is heard', async () => {
    await happen(approval('approval.requested', 'awaiting_approval'));
    expect(await alerts()).toMatchObject([{ type: 'approval-requested', state: 'open' }]);
    await happen(approval('approval.decided', 'approved'));
    const over = [{ type: 'approval-requested', state: 'resolved', resolved_note: 'Refund: approved' }];
    expect(await alerts()).toEqual(over);
    await apply();
    expect(await alerts()).toEqual(over);
  });
});

describe('a refund', () => {
  test('is told to the supplier’s primary contact, in money and without markup, and to the team', async () => {
    await happen(refund(await supplier()));
    const [mail] = await messages('email');
    expect(mail).toMatchObject({
      recipient: 'rose@rose.example',
      subject: 'Your refund of £12.50',
      template: 'refund-made',
    });
    expect(mail.html).toContain('Rose &amp; Lily &lt;Florists&gt;');
    expect(await messages('slack')).toMatchObject([{ recipient: '#refunds', template: 'alert:refund-made' }]);
  });

  test('is told once, however often its event is applied', async () => {
    await happen(refund(await supplier()));
    await apply();
    expect(await messages('email')).toHaveLength(1);
    expect(await database.current.owner('alerts').first()).toMatchObject({ occurrences: 1 });
  });

  test('of long ago, imported today, is told to nobody', async () => {
    await happen(refund(await supplier(), new Date('2025-06-10T09:00:00Z')));
    expect(await database.current.owner('messages')).toEqual([]);
  });
});

test('a fall into risk alerts the team, once while it lasts', async () => {
  const supplierId = await supplier();
  const fall = (): SuccessEvent => ({
    ...refund(supplierId),
    type: 'health.dropped_to_at_risk',
    resource: 'health-scores',
    resourceId: supplierId,
    summary: 'Health fell from 71 to 38',
    payload: {
      before: 71,
      bandBefore: 'good',
      after: 38,
      bandAfter: 'at_risk',
      mrrMinor: 0,
      businessName: 'Rose & Lily',
      exception: null,
      reasons: [],
    },
  });
  await happen(fall(), fall());
  expect(await messages('slack')).toMatchObject([{ recipient: '#customer-success', supplier_id: supplierId }]);
  expect(await database.current.owner('alerts')).toMatchObject([
    { occurrences: 2, path: `/suppliers/${supplierId}/show` },
  ]);
});
