import { createHash } from 'node:crypto';
import { keepProductEvents } from '@wedsync/db/connectors';
import { parseProductEvents, withoutInvitedAddress } from '@wedsync/domain/connectors';
import { DAY_MS, plusMs, systemActor, type Clock } from '@wedsync/domain/platform';
import { expect } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import type { TestDatabase } from '../../../../packages/db/test/support/index.ts';

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

  return { supplier, pays, report };
}
