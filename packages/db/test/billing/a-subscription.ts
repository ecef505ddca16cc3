import type { Knex } from 'knex';

export type SubscriptionFixture = {
  readonly id: string;
  readonly supplierId: string;
  readonly externalId: string;
  readonly customerId: string;
};

export type SubscriptionOptions = {
  readonly timeZone?: string;
  readonly weddingDates?: readonly string[];
  readonly status?: string;
  readonly planCode?: string;
  readonly unitAmountMinor?: number;
  readonly periodStart?: Date;
  readonly periodEnd?: Date;
  readonly trialEnd?: Date | null;
  /** Ids the provider gave, when there is a provider. */
  readonly ids?: {
    readonly id: string;
    readonly customerId: string;
    readonly itemId?: string;
    readonly priceId?: string;
  };
};

let count = 0;

/** A supplier with one monthly subscription in the mirror, paid and running unless told otherwise. */
export async function addSubscription(owner: Knex, options: SubscriptionOptions = {}): Promise<SubscriptionFixture> {
  count += 1;
  const key = `${process.pid}_${count}`;
  const { id, customerId } = options.ids ?? { id: `sub_${key}`, customerId: `cus_${key}` };
  const supplierId = `sup_s${key.replace('_', 'x')}`;
  const externalId = `host-${key}`;
  const start = options.periodStart ?? new Date(Date.now() - 10 * 86_400_000);
  const end = options.periodEnd ?? new Date(start.getTime() + 30 * 86_400_000);
  await owner('suppliers').insert({
    id: supplierId,
    external_id: externalId,
    business_name: `Studio ${key}`,
    vendor_type: 'photographer',
    region: 'london',
    country: 'GB',
    time_zone: options.timeZone ?? 'Europe/London',
    currency: 'GBP',
    signed_up_at: new Date(0),
  });
  for (const date of options.weddingDates ?? [])
    await owner('wedding_dates').insert({ id: `wed_${key}_${date}`, supplier_id: supplierId, held_on: date });
  const mirrored = { provider: 'stripe', created_at: start, as_of: start, raw: '{}', mirrored_at: start };
  const owned = { ...mirrored, customer_id: customerId, supplier_id: supplierId };
  await owner('customers').insert({
    ...mirrored,
    id: customerId,
    supplier_id: supplierId,
    supplier_external_id: externalId,
    currency: 'GBP',
    balance_minor: 0,
    delinquent: false,
  });
  const planCode = options.planCode ?? 'professional';
  await owner('subscriptions').insert({
    ...owned,
    id,
    status: options.status ?? 'active',
    currency: 'GBP',
    period_start: start,
    period_end: end,
    trial_end: options.trialEnd ?? null,
    cancel_at_period_end: false,
    discount_ids: [],
    plan_code: planCode,
    billing_interval: 'month',
    started_at: start,
  });
  await owner('subscription_items').insert({
    ...owned,
    id: options.ids?.itemId ?? `si_${key}`,
    subscription_id: id,
    price_id: options.ids?.priceId ?? `price_${planCode}_month_GBP`,
    product_id: `prod_${planCode}`,
    quantity: 1,
    unit_amount_minor: options.unitAmountMinor ?? listPricesMinor[planCode] ?? 4_900,
    currency: 'GBP',
    interval: 'month',
    interval_count: 1,
    usage_type: 'licensed',
    discount_ids: [],
  });
  await owner('invoices').insert({ ...owned, ...anInvoice, id: `in_${key}`, subscription_id: id, paid_at: start });
  return { id, supplierId, externalId, customerId };
}

const anInvoice = {
  status: 'paid',
  currency: 'GBP',
  subtotal_minor: 4_900,
  discount_minor: 0,
  tax_minor: 980,
  total_minor: 5_880,
  amount_due_minor: 5_880,
  amount_paid_minor: 5_880,
  amount_remaining_minor: 0,
  paid_off_provider_minor: 0,
  overpaid_minor: 0,
  starting_balance_minor: 0,
  pre_payment_credit_minor: 0,
  post_payment_credit_minor: 0,
  attempt_count: 1,
};

const listPricesMinor: Readonly<Record<string, number>> = {
  starter: 1_900,
  professional: 4_900,
  scale: 7_900,
  enterprise: 14_900,
};

/** The four plans by the month and by the year in pounds, as the mirror's catalogue has them. */
export async function addCatalogue(owner: Knex): Promise<void> {
  const at = new Date(0);
  const mirrored = { provider: 'stripe', created_at: at, as_of: at, raw: '{}', mirrored_at: at, active: true };
  for (const [code, monthMinor] of Object.entries(listPricesMinor)) {
    const product = { ...mirrored, id: `prod_${code}`, name: code, plan_code: code };
    await owner('products').insert(product).onConflict('id').ignore();
    for (const [interval, months] of [
      ['month', 1],
      ['year', 10],
    ] as const)
      await owner('prices')
        .insert({
          ...mirrored,
          id: `price_${code}_${interval}_GBP`,
          product_id: product.id,
          lookup_key: `${code}_${interval}_gbp`,
          currency: 'GBP',
          unit_amount_minor: monthMinor * months,
          interval,
          interval_count: 1,
          usage_type: 'licensed',
        })
        .onConflict('id')
        .ignore();
  }
}
