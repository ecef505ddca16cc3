import { keepProductEvents } from '@wedsync/db/connectors';
import { measureReferrals, scoreReferrals } from '@wedsync/db/success';
import { parseProductEvents, withoutInvitedAddress } from '@wedsync/domain/connectors';
import type { MeasuredReferrals } from '@wedsync/domain/success';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import type { Truth } from '../../../sandbox/src/index.ts';
import { scoreReferralsOnFacts } from '../../src/success/referrals/index.ts';
import {
  actor,
  deliver,
  drain,
  introduceSuppliers,
  recordWorld,
  type RecordedWorld,
  type StripeEvent,
} from '../billing/recorded-world.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const now = new Date('2026-02-10T12:00:00Z');
let world: RecordedWorld;
let truth: Truth;
let measured: MeasuredReferrals;

/** A population over fifteen months: what its suppliers told of invites, and of money the customers, their cards, their first payment and their end. */
beforeAll(async () => {
  world = await recordWorld({ seed: 5, suppliers: 140, months: 15, now: () => now });
  truth = world.sandbox.truth();
  const { store } = database.current;
  const services = testServices(database.current, { clock: testClock(now.toISOString()) });
  await introduceSuppliers(store, world.recording);
  await report();
  const webhooks = aboutPaying(world.recording.webhooks);
  for (const part of [webhooks.filter(isCustomer), webhooks.filter((event) => !isCustomer(event))]) {
    await deliver(store, part);
    await drain(services, world.stripe);
  }
  await store.transact(actor, async (writer) => {
    const ids: string[] = await writer.sql('product_events').pluck('id');
    const told = await writer.sql('success_events').where({ type: 'referral.reported' });
    expect(told).toHaveLength(ids.length);
    const reported = ids.map((resourceId, id) => ({
      ...{ id, type: 'referral.reported', supplierId: null, resource: 'product-events', resourceId },
      ...{ summary: '', occurredAt: now, recordedAt: now },
    }));
    await scoreReferralsOnFacts.apply(writer, reported, services);
  });
  measured = await store.transact(actor, (writer) => measureReferrals(writer, now));
}, 300_000);
afterAll(() => world.sandbox.stop());

/** As the door takes it: newest first, so that acceptance mostly comes before its invite. */
async function report(): Promise<void> {
  const events = world.recording.productEvents.filter(({ name }) => name.startsWith('referral.')).toReversed();
  const sealed = events.map((event) => withoutInvitedAddress(event, (address) => `key of ${address}`));
  const parsed = parseProductEvents(sealed, now);
  expect(parsed.rejected).toEqual([]);
  const limits = { perSupplierPerHour: 1_000, burst: 1_000 };
  await database.current.store.transact(actor, (writer) => keepProductEvents(writer, parsed.events, limits, now));
}

const isCustomer = ({ type }: StripeEvent) => type === 'customer.created';

function aboutPaying(webhooks: readonly StripeEvent[]): StripeEvent[] {
  const paid = new Set<string>();
  return webhooks.filter(({ type, data: { object, previous_attributes: before } }) => {
    if (type === 'customer.subscription.updated') return before !== undefined && 'status' in before;
    if (type !== 'invoice.paid')
      return /^(customer\.created|customer\.subscription\.(created|deleted)|payment_method\.attached)$/.test(type);
    const [customer, total] = [
      'customer' in object ? String(object.customer) : '',
      'total' in object ? Number(object.total) : 0,
    ];
    if (total === 0 || paid.has(customer)) return false;
    paid.add(customer);
    return true;
  });
}

const invitesThat = async (state: string): Promise<string[]> =>
  database.current.owner('referrals').where({ state }).orderBy('invite_id').pluck('invite_id');

test('every supplier that truly brought somebody has the credit, and nobody else', async () => {
  const pairs = await database.current
    .owner('referrals as r')
    .join('suppliers as a', 'a.id', 'r.supplier_id')
    .join('suppliers as b', 'b.id', 'r.invitee_id')
    .where({ state: 'credited' })
    .select({ invite: 'r.invite_id', inviter: 'a.external_id', invitee: 'b.external_id' });
  const byInvite = (a: { invite: string }, b: { invite: string }) => (a.invite < b.invite ? -1 : 1);
  expect(pairs.toSorted(byInvite)).toEqual(truth.referrals.credited.toSorted(byInvite));
  expect(pairs.length).toBeGreaterThan(8);
});

test('every fraud is found with its reason, and none is invented', async () => {
  const found = await database.current
    .owner('referrals')
    .where({ state: 'fraud' })
    .select({ invite: 'invite_id', why: 'reason' });
  const words = ({ invite, why }: { invite: string; why: string }) => `${invite} ${why}`;
  expect(found.map(words).sort()).toEqual(truth.referrals.fraud.map(words).sort());
  expect(new Set(truth.referrals.fraud.map(({ why }) => why))).toEqual(new Set(['self_referral', 'same_card']));
});

test('what came too late or second earns nothing', async () => {
  expect(await invitesThat('refused')).toEqual(truth.referrals.refused.map(({ invite }) => invite).sort());
  expect(truth.referrals.refused.length).toBeGreaterThan(1);
});

test('nothing that was sent is lost', async () =>
  expect(await database.current.owner('referrals')).toHaveLength(truth.referrals.invites));

test('K is the world’s', () => {
  const { customers, invites, paid, k } = measured.overall;
  expect({ customers, invites, paid, value: k?.value ?? null }).toEqual(truth.referrals.k);
});

test('judging everything again changes nothing', async () => {
  const ids: string[] = await database.current.owner('referrals').pluck('invite_id');
  const again = await database.current.store.transact(actor, (writer) => scoreReferrals(writer, ids, now));
  expect(again).toEqual({ judged: truth.referrals.invites, changed: 0 });
});
