import type { Knex } from 'knex';

/** A photographer in London who signed up a year and a half ago. */
export function addSupplier(owner: Knex, id: string, over: Record<string, unknown> = {}) {
  return owner('suppliers').insert({
    id,
    external_id: `ext-${id}`,
    business_name: `Studio ${id}`,
    vendor_type: 'photographer',
    region: 'London',
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: '2025-01-01T00:00:00Z',
    lifecycle: 'active',
    mrr_minor: 4_900,
    ...over,
  });
}

export type Use = { name: string; day: string; count?: number; feature?: string; amount?: number };

/** Use of the product as it stands in the daily counts. */
export async function addUse(owner: Knex, supplierId: string, uses: readonly Use[]): Promise<void> {
  const rows = uses.map(({ name, day, count = 1, feature = '', amount }) => ({
    supplier_id: supplierId,
    name,
    day,
    feature,
    count,
    amount_sum: amount ?? 0,
    amount_count: amount === undefined ? 0 : count,
    last_at: `${day}T10:00:00Z`,
  }));
  if (rows.length > 0) await owner('usage_daily').insert(rows);
}

/** Milestones of the first migration that a supplier has reached. */
export async function addMilestones(owner: Knex, supplierId: string, reached: Readonly<Record<string, string>>) {
  const rows = Object.entries(reached).map(([key, reached_at]) => ({
    supplier_id: supplierId,
    milestone_id: `mil_${key.replaceAll('_', '')}`,
    reached_at,
    found_at: reached_at,
  }));
  await owner('supplier_milestones').insert(rows);
}

/** Days back from a day, newest first. */
export function daysBefore(day: string, days: number, step = 1): string[] {
  return Array.from({ length: Math.ceil(days / step) }, (_, n) =>
    new Date(Date.parse(day) - n * step * 86_400_000).toISOString().slice(0, 10),
  );
}

/** A studio that works: signs in every other day, answers enquiries, sends contracts, uses five features. */
export function busyUse(today: string): Use[] {
  return [
    ...daysBefore(today, 90, 2).map((day) => ({ name: 'login', day })),
    ...daysBefore(today, 90, 5).flatMap((day) => [
      { name: 'enquiry.received', day },
      { name: 'enquiry.answered', day, amount: 60 },
      { name: 'form.submitted', day },
    ]),
    ...daysBefore(today, 90, 10).flatMap((day) => [
      { name: 'contract.sent', day },
      { name: 'contract.signed', day },
    ]),
    ...['gallery', 'calendar', 'forms', 'contracts', 'invoices'].map((feature) => ({
      name: 'feature.used',
      day: today,
      feature,
    })),
  ];
}

/** £49 a month from January 2025 on, until it leaves. */
export async function addPaying(owner: Knex, supplierId: string, until: string | null): Promise<void> {
  const movement = {
    supplier_id: supplierId,
    native_minor: 4_900,
    currency: 'GBP',
    actor: 'customer',
    source_event_id: 'evt_1',
    subscription_id: `sub_${supplierId}`,
    plan_code: 'starter',
    in_net: true,
    in_committed: true,
    in_stripe: true,
    in_plan: true,
  };
  const began = '2025-01-02T00:00:00Z';
  const rows = [{ ...movement, key: 'new', type: 'new', amount_minor: 4_900, effective_at: began, recorded_at: began }];
  const left = { ...movement, key: 'churn', type: 'churn', amount_minor: -4_900, reason: 'cancel_voluntary' };
  await owner('mrr_movements').insert([
    ...rows,
    ...(until === null ? [] : [{ ...left, effective_at: until, recorded_at: until }]),
  ]);
}
