import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceItemRecord, InvoiceLineRecord, InvoiceRecord, Period } from '../records/index.ts';
import type { SubscriptionRecord } from '../records/index.ts';
import { discountLines, netOfDiscounts, sumDiscounts } from './discounts.ts';
import { addedTax, automaticTaxRates, lineTaxes, sumTaxes } from './taxes.ts';
import { daySeconds, hourSeconds } from './periods.ts';

export interface InvoiceSpec {
  readonly customer: string;
  readonly subscription: SubscriptionRecord | null;
  readonly billing_reason: InvoiceRecord['billing_reason'];
  readonly currency: string;
  readonly lines: readonly InvoiceLineRecord[];
  readonly period: Period;
  readonly auto_advance: boolean;
  readonly collection_method?: InvoiceRecord['collection_method'];
  readonly days_until_due?: number | null;
  readonly default_payment_method?: string | null;
  readonly default_tax_rates?: readonly string[];
  readonly automatic_tax?: boolean;
  readonly description?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A new draft invoice with its totals; when it may advance by itself it does so an hour later. */
export function draftInvoice(kernel: Kernel, spec: InvoiceSpec): InvoiceRecord {
  const draft = newDraft(kernel, spec);
  if (draft.automatically_finalizes_at !== null) {
    kernel.plan(draft.automatically_finalizes_at, 'invoice.finalize', draft.id);
  }
  claimInvoiceItems(kernel, draft);
  return kernel.create('invoice', withTotals(kernel, draft), 'invoice.created');
}

/** The draft without totals, not stored. */
export function newDraft(kernel: Kernel, spec: InvoiceSpec): InvoiceRecord {
  const customer = kernel.need('customer', spec.customer);
  const subscription = spec.subscription;
  const id = kernel.newId('in');
  const finalizesAt = spec.auto_advance ? kernel.now() + hourSeconds : null;
  const method = spec.collection_method ?? subscription?.collection_method ?? 'charge_automatically';
  const daysUntilDue = spec.days_until_due ?? subscription?.days_until_due ?? 30;
  return {
    id,
    created: kernel.now(),
    customer: customer.id,
    subscription: subscription?.id ?? null,
    number: null,
    status: 'draft',
    currency: spec.currency,
    billing_reason: spec.billing_reason,
    collection_method: method,
    auto_advance: spec.auto_advance,
    automatic_tax: spec.automatic_tax ?? subscription?.automatic_tax ?? false,
    automatically_finalizes_at: finalizesAt,
    lines: spec.lines,
    discounts: subscription?.discounts ?? [],
    default_tax_rates: spec.default_tax_rates ?? subscription?.default_tax_rates ?? [],
    default_payment_method: spec.default_payment_method ?? null,
    ...noAmounts,
    attempt_count: 0,
    attempted: false,
    first_failed_at: null,
    next_payment_attempt: method === 'charge_automatically' ? finalizesAt : null,
    starting_balance: 0,
    ending_balance: null,
    pre_payment_credit_notes_amount: 0,
    post_payment_credit_notes_amount: 0,
    period_start: spec.period.start,
    period_end: spec.period.end,
    due_date: method === 'send_invoice' ? kernel.now() + daysUntilDue * daySeconds : null,
    finalized_at: null,
    paid_at: null,
    voided_at: null,
    marked_uncollectible_at: null,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_address: customer.address,
    description: spec.description ?? null,
    metadata: spec.metadata ?? {},
  };
}

const noAmounts = {
  subtotal: 0,
  total: 0,
  total_discount_amounts: [],
  total_taxes: [],
  amount_due: 0,
  amount_paid: 0,
  amount_paid_off_stripe: 0,
};

function claimInvoiceItems(kernel: Kernel, draft: InvoiceRecord): void {
  for (const line of draft.lines) {
    if (line.invoice_item !== null) kernel.change('invoiceitem', line.invoice_item, { invoice: draft.id });
  }
}

/** The draft with discounts, taxes and sums worked out again. */
export function withTotals(kernel: Kernel, draft: InvoiceRecord): InvoiceRecord {
  const customer = kernel.need('customer', draft.customer);
  const fallbackRates = draft.automatic_tax ? automaticTaxRates(kernel, customer) : draft.default_tax_rates;
  const lines = discountLines(kernel, draft.lines, draft.discounts).map((line) => {
    const rates = line.tax_rates.length > 0 ? line.tax_rates : fallbackRates;
    return { ...line, taxes: lineTaxes(kernel, netOfDiscounts(line), rates, customer) };
  });
  const total_taxes = sumTaxes(lines.flatMap((line) => line.taxes));
  const total = lines.reduce((sum, line) => sum + netOfDiscounts(line), 0) + addedTax(total_taxes);
  return {
    ...draft,
    lines,
    subtotal: lines.reduce((sum, line) => sum + line.amount, 0),
    total_discount_amounts: sumDiscounts(lines.flatMap((line) => line.discount_amounts)),
    total_taxes,
    total,
    amount_due: Math.max(0, total),
  };
}

/** One line per item of the subscription for a whole period; a trial costs nothing. */
export function subscriptionLines(
  kernel: Kernel,
  subscription: SubscriptionRecord,
  period: Period,
): InvoiceLineRecord[] {
  const trial = subscription.status === 'trialing';
  return subscription.items.map((item) => {
    const price = kernel.need('price', item.price);
    const name = kernel.need('product', price.product).name;
    const every = price.recurring?.interval ?? 'month';
    const label = `${item.quantity} × ${name} (at ${(price.unit_amount / 100).toFixed(2)} / ${every})`;
    return {
      ...plainLine(kernel),
      amount: trial ? 0 : price.unit_amount * item.quantity,
      description: trial ? `Trial period for ${name}` : label,
      period,
      price: price.id,
      quantity: item.quantity,
      unit_amount: trial ? 0 : price.unit_amount,
      subscription: subscription.id,
      subscription_item: item.id,
      tax_rates: item.tax_rates,
    };
  });
}

/** Invoice items as lines of an invoice. */
export function invoiceItemLine(kernel: Kernel, item: InvoiceItemRecord): InvoiceLineRecord {
  return {
    ...plainLine(kernel),
    amount: item.amount,
    description: item.description,
    period: item.period,
    price: item.price,
    quantity: item.quantity,
    unit_amount: item.unit_amount,
    proration: item.proration,
    invoice_item: item.id,
    subscription: item.subscription,
    subscription_item: item.subscription_item,
    discountable: item.discountable,
    tax_rates: item.tax_rates,
    metadata: item.metadata,
  };
}

function plainLine(kernel: Kernel) {
  return {
    id: kernel.newId('il'),
    proration: false,
    invoice_item: null,
    discountable: true,
    discount_amounts: [],
    taxes: [],
    metadata: {},
  };
}

/** What waits to be invoiced: of the subscription, or of the customer outside any subscription. */
export function pendingInvoiceItems(
  kernel: Kernel,
  customer: string,
  subscription: string | null,
): InvoiceItemRecord[] {
  return kernel.tables.invoiceitem
    .find('customer', customer)
    .filter((item) => item.invoice === null && item.subscription === subscription && !item.deleted);
}
