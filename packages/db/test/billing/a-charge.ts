import type { Knex } from 'knex';

let count = 0;

export type ChargeFixture = {
  readonly id: string;
  readonly supplierId: string | null;
  readonly invoiceId: string;
  readonly subscriptionId: string;
  readonly customerId: string;
};

type Over = {
  readonly amountMinor?: number;
  readonly taxMinor?: number;
  readonly supplierId?: string | null;
  readonly region?: string;
  readonly ownerId?: string | null;
  readonly createdAt?: Date;
  readonly currency?: string;
  /** Gross amounts of the invoice's lines, in proportion of which tax is spread; one line when left out. */
  readonly lines?: readonly { readonly id: string; readonly grossMinor: number; readonly taxMinor: number }[];
  readonly ids?: Partial<Omit<ChargeFixture, 'supplierId'>>;
};

/** A charge of £58.80 that paid an invoice of £49.00 and tax, of a supplier with a running subscription. */
export async function addCharge(owner: Knex, over: Over = {}): Promise<ChargeFixture> {
  count += 1;
  const { amountMinor = 5_880, taxMinor = 980, currency = 'GBP', createdAt = new Date(), ids = {} } = over;
  const supplierId = over.supplierId === undefined ? await addSupplier(owner, over) : over.supplierId;
  const fixture = {
    id: `ch_${count}`,
    invoiceId: `in_${count}`,
    subscriptionId: `sub_${count}`,
    customerId: `cus_${count}`,
    ...ids,
    supplierId,
  };
  const mirrored = { provider: 'stripe', created_at: createdAt, as_of: createdAt, raw: '{}', mirrored_at: createdAt };
  const owned = { ...mirrored, customer_id: fixture.customerId, supplier_id: supplierId };
  const { id, invoiceId, subscriptionId } = fixture;
  await owner('charges').insert({
    ...owned,
    id,
    status: 'succeeded',
    currency,
    amount_minor: amountMinor,
    amount_captured_minor: amountMinor,
    amount_refunded_minor: 0,
    captured: true,
    disputed: false,
    payment_intent_id: `pi_${id}`,
    balance_transaction_id: `txn_${id}`,
  });
  await owner('balance_transactions').insert({
    ...owned,
    id: `txn_${id}`,
    type: 'charge',
    status: 'available',
    currency,
    amount_minor: amountMinor,
    fee_minor: 108,
    net_minor: amountMinor - 108,
    charge_id: id,
  });
  await owner('invoices').insert({
    ...owned,
    ...zeroed,
    id: invoiceId,
    subscription_id: subscriptionId,
    number: `W-${count}`,
    status: 'paid',
    currency,
    subtotal_minor: amountMinor - taxMinor,
    tax_minor: taxMinor,
    total_minor: amountMinor,
    amount_due_minor: amountMinor,
    amount_paid_minor: amountMinor,
  });
  const lines = over.lines ?? [{ id: `il_${id}`, grossMinor: amountMinor, taxMinor }];
  await owner('invoice_lines').insert(
    lines.map((line) => ({
      ...owned,
      id: line.id,
      invoice_id: invoiceId,
      description: 'Professional',
      amount_minor: line.grossMinor - line.taxMinor,
      discount_minor: 0,
      tax_minor: line.taxMinor,
      currency,
      proration: false,
    })),
  );
  await owner('invoice_payments').insert({
    ...owned,
    id: `inpay_${id}`,
    invoice_id: invoiceId,
    payment_intent_id: `pi_${id}`,
    charge_id: id,
    status: 'paid',
    currency,
    amount_requested_minor: amountMinor,
    amount_paid_minor: amountMinor,
  });
  await owner('subscriptions')
    .insert({
      ...owned,
      id: subscriptionId,
      status: 'active',
      currency,
      cancel_at_period_end: false,
      discount_ids: [],
      latest_invoice_id: invoiceId,
      billing_interval: 'month',
      net_mrr_minor: 4_900,
    })
    .onConflict('id')
    .ignore();
  return fixture;
}

const zeroed = {
  discount_minor: 0,
  amount_remaining_minor: 0,
  paid_off_provider_minor: 0,
  overpaid_minor: 0,
  starting_balance_minor: 0,
  pre_payment_credit_minor: 0,
  post_payment_credit_minor: 0,
  attempt_count: 1,
};

async function addSupplier(owner: Knex, { region = 'London', ownerId = null }: Over): Promise<string> {
  const id = `sup_billed${count}`;
  await owner('suppliers').insert({
    id,
    external_id: id,
    business_name: `Billed ${count}`,
    vendor_type: 'photographer',
    region,
    country: 'GB',
    time_zone: 'Europe/London',
    currency: 'GBP',
    signed_up_at: '2025-01-01T00:00:00Z',
    lifecycle: 'active',
    mrr_minor: 4_900,
    owner_id: ownerId,
  });
  return id;
}

/** The bank takes the charge's money until it has decided; an inquiry takes nothing. */
export async function disputeCharge(owner: Knex, charge: ChargeFixture, { inquiry = false } = {}): Promise<void> {
  const at = new Date();
  await owner('disputes').insert({
    id: `dp_${charge.id}`,
    provider: 'stripe',
    created_at: at,
    as_of: at,
    raw: '{}',
    mirrored_at: at,
    customer_id: charge.customerId,
    supplier_id: charge.supplierId,
    charge_id: charge.id,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
    reason: 'fraudulent',
    amount_minor: 5_880,
    currency: 'GBP',
    charge_refundable: inquiry,
    has_evidence: false,
    submission_count: 0,
    balance_transaction_ids: [],
  });
}
