import type { Knex } from 'knex';

/** A supplier with one contact of its own. */
export async function addContact(owner: Knex, number: number) {
  const of = {
    supplierId: `sup_${number}`,
    contactId: `con_${number}`,
    externalId: `WS-${number}`,
    email: `rose${number}@studio.example`,
    phone: `+4477009000${10 + number}`,
  };
  await owner('suppliers').insert({
    id: of.supplierId,
    external_id: of.externalId,
    business_name: 'Rose & Lily',
    vendor_type: 'florist',
    region: 'London',
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: new Date('2025-01-01'),
  });
  await owner('contacts').insert({
    id: of.contactId,
    supplier_id: of.supplierId,
    name: 'Rose Marlowe',
    email: of.email,
    phone: of.phone.replace('+4477', '+44 77'),
    is_primary: true,
  });
  return of;
}

/** What the host application knows of their wish. */
export function consent(of: { externalId: string; email: string }, over: object = {}) {
  return {
    supplierExternalId: of.externalId,
    contactEmail: of.email,
    purpose: 'marketing',
    channel: 'email',
    state: 'granted',
    basis: 'soft_opt_in',
    saidAt: '2026-06-01T10:00:00Z',
    wording: 'Send me offers',
    ...over,
  };
}
