import { createHash } from 'node:crypto';
import { keepProductEvents } from '@wedsync/db/connectors';
import { decideReferral } from '@wedsync/db/success';
import { parseProductEvents, withoutInvitedAddress } from '@wedsync/domain/connectors';
import { DAY_MS, plusMs, systemActor, type Clock } from '@wedsync/domain/platform';
import { expect } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { testActor, type TestDatabase } from '../../../../packages/db/test/support/index.ts';
import type { JobContext } from '../../src/platform/index.ts';
import { scoreReferralsOnFacts, watchReferrals } from '../../src/success/referrals/index.ts';
import { testServices } from '../support/index.ts';

/** So many days before the tests' day. */
export const day = (count: number) => plusMs(new Date('2026-06-10T09:00:00Z'), -count * DAY_MS);

export const invited = (inviter: string, invite: string, daysAgo: number, invitee = `${invite}@somewhere.example`) => ({
  id: `sent-${invite}`,
  supplierExternalId: inviter,
  name: 'referral.invited',
  occurredAt: day(daysAgo).toISOString(),
  properties: { invite, invitee, channel: 'Email' },
});
export const accepted = (invitee: string, invite: string, daysAgo: number) => ({
  id: `taken-${invite}-${invitee}`,
  supplierExternalId: invitee,
  name: 'referral.accepted',
  occurredAt: day(daysAgo).toISOString(),
  properties: { invite },
});

const mirrored = (id: string, at: Date) => ({
  id,
  provider: 'stripe',
  created_at: at,
  as_of: at,
  raw: '{}',
  mirrored_at: at,
});

/** Lets suppliers sign up, invite and pay, as the rest of the house would have written it down. */
export function referralStory(database: { readonly current: TestDatabase }, clock: Clock) {
  const owner = () => database.current.owner;
  const actor = systemActor('test', 'req_test');
  const services = () => testServices(database.current, { clock });
  let [began, handled] = [0, 0];

  /** Begins anew: what was told so far is another story's. */
  async function forget(): Promise<void> {
    await owner().raw(
      `truncate suppliers, contacts, invoices, charges, payment_methods, subscriptions, referral_facts, referrals, referral_decisions, referral_standings,
       referral_measurements, product_event_ids, product_events, product_event_strangers, usage_daily, supplier_milestones, timeline_entries, recompute_marks cascade`,
    );
    began = Number((await owner()('success_events').max('id'))[0]?.max ?? 0);
    handled = began;
  }

  /** A supplier that signed up so many days ago, with a contact at a domain of its own. */
  async function supplier(
    name: string,
    signedUp: number,
    over: { email?: string; region?: string } = {},
  ): Promise<void> {
    await addSupplier(owner(), `sup_${name}`, {
      external_id: name,
      business_name: `Studio ${name}`,
      signed_up_at: day(signedUp),
      region: over.region ?? 'London',
    });
    const email = over.email ?? `jo@${name}.example`;
    await owner()('contacts').insert({
      id: `con_${name}`,
      supplier_id: `sup_${name}`,
      name: 'Jo',
      email,
      is_primary: true,
    });
    await arrived(name);
  }

  async function arrived(name: string): Promise<void> {
    await database.current.owner('success_events').insert({
      type: 'supplier.arrived',
      supplier_id: `sup_${name}`,
      resource: 'suppliers',
      resource_id: `sup_${name}`,
      summary: 'Signed up',
      payload: JSON.stringify({ externalId: name }),
      occurred_at: clock.now(),
    });
  }

  async function pays(name: string, daysAgo: number, card = `card of ${name}`): Promise<void> {
    const at = day(daysAgo);
    const owned = { ...mirrored(`in_${name}`, at), customer_id: `cus_${name}`, supplier_id: `sup_${name}` };
    await owner()('invoices').insert({
      ...owned,
      status: 'paid',
      currency: 'GBP',
      ...Object.fromEntries(
        [
          'subtotal',
          'discount',
          'tax',
          'amount_due',
          'amount_remaining',
          'paid_off_provider',
          'overpaid',
          'starting_balance',
          'pre_payment_credit',
          'post_payment_credit',
        ].map((amount) => [`${amount}_minor`, 0]),
      ),
      total_minor: 4_900,
      amount_paid_minor: 4_900,
      attempt_count: 1,
      paid_at: at,
    });
    await owner()('payment_methods').insert({ ...owned, id: `pm_${name}`, type: 'card', fingerprint: card });
    await owner()('success_events').insert({
      type: 'supplier.standing_changed',
      supplier_id: `sup_${name}`,
      resource: 'suppliers',
      resource_id: `sup_${name}`,
      summary: 'Now active',
      payload: JSON.stringify({ lifecycle: 'active', planCode: null, mrrMinor: 4_900 }),
      occurred_at: at,
    });
  }

  /** Through the same reading as the door's. */
  async function report(...events: readonly object[]): Promise<void> {
    const sealed = events.map((event) =>
      withoutInvitedAddress(event, (address) => createHash('sha256').update(address).digest('hex')),
    );
    const { events: batch, rejected } = parseProductEvents(sealed, clock.now());
    expect(rejected).toEqual([]);
    const limits = { perSupplierPerHour: 10_000, burst: 10_000 };
    await database.current.store.transact(actor, (writer) => keepProductEvents(writer, batch, limits, clock.now()));
  }

  /** Hands what has happened since to the consumer. */
  async function follow(): Promise<void> {
    const events = await owner()('success_events')
      .where('id', '>', handled)
      .whereIn('type', [...(scoreReferralsOnFacts.types ?? [])])
      .orderBy('id')
      .select('id', 'type', 'payload', 'summary', 'resource', {
        supplierId: 'supplier_id',
        resourceId: 'resource_id',
        occurredAt: 'occurred_at',
        recordedAt: 'recorded_at',
      });
    handled = events.at(-1)?.id ?? handled;
    await database.current.store.transact(actor, (writer) => scoreReferralsOnFacts.apply(writer, events, services()));
  }

  async function watch(input: { now?: boolean; all?: boolean } = { now: true }) {
    const jobParts = { runId: 1, attempt: 1, plannedAt: null, actor, signal: new AbortController().signal };
    const context: JobContext = { ...services(), ...jobParts, progress: async () => undefined };
    return watchReferrals.run(context, input);
  }

  /** A colleague's word on the only invite there is. */
  async function say(decision: 'credit' | 'refuse' | null): Promise<void> {
    const { id, invite_id: inviteId } = await owner()('referrals').first('id', 'invite_id');
    const word = { id, inviteId, decision, reason: 'Two businesses, one landlord', by: { id: 'stf_1', name: 'Mia' } };
    await database.current.store.transact(testActor(), (writer) => decideReferral(writer, word, clock.now()));
  }

  const states = async (): Promise<string[]> =>
    (await owner()('referrals').orderBy('invite_id').select('invite_id', 'state', 'reason')).map(
      ({ invite_id, state, reason }) => [invite_id, state, reason].filter((part) => part !== null).join(' '),
    );

  const told = async (): Promise<string[]> =>
    (
      await owner()('success_events')
        .where('type', 'like', 'referral.%')
        .whereNot('type', 'referral.reported')
        .where('id', '>', began)
        .orderBy('id')
        .select('type', 'supplier_id')
    ).map(({ type, supplier_id }) => `${type} ${supplier_id}`);

  /** What a supplier's timeline says of invites, but who accepted them. */
  const story = async (name: string): Promise<string[]> =>
    (
      await owner()('timeline_entries')
        .where({ kind: 'referral', supplier_id: `sup_${name}` })
        .whereNot('source_id', 'like', '%:accepted:%')
        .pluck('title')
    ).sort();

  return { supplier, pays, report, follow, watch, say, states, told, story, forget };
}
