import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceItemRecord, InvoiceLineRecord, InvoicePaymentRecord, InvoiceRecord } from '../records/index.ts';
import type { TaxAmount } from '../records/index.ts';
import { wireTaxRate } from './catalogue.ts';

export function wireInvoice(row: InvoiceRecord, kernel: Kernel) {
  const shownUrl = row.number === null ? null : hostedUrl(row.id, kernel.settings.hostedBase);
  const exclusiveTax = row.total_taxes.reduce((sum, tax) => sum + tax.amount, 0);
  return {
    id: row.id,
    object: 'invoice',
    account_country: kernel.settings.country,
    account_name: kernel.settings.statementDescriptor,
    account_tax_ids: null,
    amount_due: row.amount_due,
    amount_overpaid: 0,
    amount_paid: row.amount_paid,
    ...(row.amount_paid_off_stripe > 0 ? { amount_paid_off_stripe: row.amount_paid_off_stripe } : {}),
    amount_remaining: amountRemaining(row),
    amount_shipping: 0,
    application: null,
    attempt_count: row.attempt_count,
    attempted: row.attempted,
    auto_advance: row.auto_advance,
    automatic_tax: {
      disabled_reason: null,
      enabled: row.automatic_tax,
      liability: row.automatic_tax ? { type: 'self' } : null,
      provider: row.automatic_tax ? 'stripe' : null,
      status: row.automatic_tax ? 'complete' : null,
    },
    automatically_finalizes_at: row.automatically_finalizes_at,
    billing_reason: row.billing_reason,
    collection_method: row.collection_method,
    created: row.created,
    currency: row.currency,
    custom_fields: null,
    customer: row.customer,
    customer_account: null,
    customer_address: row.customer_address,
    customer_email: row.customer_email,
    customer_name: row.customer_name,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: kernel.tables.customer.get(row.customer)?.tax_exempt ?? 'none',
    customer_tax_ids: [],
    default_payment_method: row.default_payment_method,
    default_source: null,
    default_tax_rates: row.default_tax_rates.map((id) => wireTaxRate(kernel.need('tax_rate', id))),
    description: row.description,
    discounts: row.discounts,
    due_date: row.due_date,
    effective_at: row.finalized_at,
    ending_balance: row.ending_balance,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: shownUrl,
    invoice_pdf: shownUrl && `${shownUrl}/pdf`,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: row.lines.map((line) => wireInvoiceLine(line, row, kernel)),
      has_more: false,
      total_count: row.lines.length,
      url: `/v1/invoices/${row.id}/lines`,
    },
    livemode: false,
    metadata: row.metadata,
    next_payment_attempt: row.next_payment_attempt,
    number: row.number,
    on_behalf_of: null,
    parent: wireParent(row, kernel),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: row.period_end,
    period_start: row.period_start,
    post_payment_credit_notes_amount: row.post_payment_credit_notes_amount,
    pre_payment_credit_notes_amount: row.pre_payment_credit_notes_amount,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: row.starting_balance,
    statement_descriptor: null,
    status: row.status,
    status_transitions: {
      finalized_at: row.finalized_at,
      marked_uncollectible_at: row.marked_uncollectible_at,
      paid_at: row.paid_at,
      voided_at: row.voided_at,
    },
    subtotal: row.subtotal,
    subtotal_excluding_tax: row.subtotal - inclusiveTax(row.total_taxes),
    test_clock: null,
    total: row.total,
    total_discount_amounts: row.total_discount_amounts,
    total_excluding_tax: row.total - exclusiveTax,
    total_pretax_credit_amounts: row.total_discount_amounts.map((discount) => ({ ...discount, type: 'discount' })),
    total_taxes: row.total_taxes.map(wireTax),
    webhooks_delivered_at: row.created,
  };
}

/** What is still owed: nothing once paid or void. */
export function amountRemaining(row: InvoiceRecord): number {
  if (row.status === 'paid') return 0;
  return Math.max(0, row.amount_due - row.amount_paid);
}

function inclusiveTax(taxes: readonly TaxAmount[]): number {
  return taxes.reduce((sum, tax) => sum + (tax.inclusive ? tax.amount : 0), 0);
}

function wireParent(row: InvoiceRecord, kernel: Kernel) {
  if (row.subscription === null) return null;
  const metadata = kernel.tables.subscription.get(row.subscription)?.metadata ?? {};
  return {
    quote_details: null,
    subscription_details: { metadata, subscription: row.subscription },
    type: 'subscription_details',
  };
}

export function wireTax(tax: TaxAmount) {
  return {
    amount: tax.amount,
    tax_behavior: tax.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: tax.tax_rate },
    taxability_reason: tax.reason,
    taxable_amount: tax.taxable_amount,
    type: 'tax_rate_details',
  };
}

export function wireInvoiceLine(line: InvoiceLineRecord, row: InvoiceRecord, kernel: Kernel) {
  return {
    id: line.id,
    object: 'line_item',
    amount: line.amount,
    currency: row.currency,
    description: line.description,
    discount_amounts: line.discount_amounts,
    discountable: line.discountable,
    discounts: [],
    invoice: row.id,
    livemode: false,
    metadata: line.metadata,
    parent: wireLineParent(line),
    period: line.period,
    pretax_credit_amounts: line.discount_amounts.map((discount) => ({ ...discount, type: 'discount' })),
    pricing: wirePricing(line, kernel),
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: line.subscription,
    subtotal: line.amount,
    taxes: line.taxes.map(wireTax),
  };
}

function wireLineParent(line: InvoiceLineRecord) {
  const shared = { proration: line.proration, proration_details: { credited_items: null } };
  if (line.invoice_item !== null) {
    const details = { ...shared, invoice_item: line.invoice_item, subscription: line.subscription };
    return { invoice_item_details: details, subscription_item_details: null, type: 'invoice_item_details' };
  }
  const details = {
    ...shared,
    invoice_item: null,
    subscription: line.subscription,
    subscription_item: line.subscription_item,
  };
  return { invoice_item_details: null, subscription_item_details: details, type: 'subscription_item_details' };
}

function wirePricing(line: { price: string | null; unit_amount: number }, kernel: Kernel) {
  if (line.price === null) return null;
  const product = kernel.tables.price.get(line.price)?.product ?? '';
  return {
    price_details: { price: line.price, product },
    type: 'price_details',
    unit_amount_decimal: String(line.unit_amount),
  };
}

export function wireInvoiceItem(row: InvoiceItemRecord, kernel: Kernel) {
  const subscription = row.subscription === null ? null : { subscription: row.subscription };
  return {
    id: row.id,
    object: 'invoiceitem',
    amount: row.amount,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    date: row.created,
    description: row.description,
    discountable: row.discountable,
    discounts: [],
    invoice: row.invoice,
    livemode: false,
    metadata: row.metadata,
    parent: subscription && {
      subscription_details: { ...subscription, subscription_item: row.subscription_item },
      type: 'subscription_details',
    },
    period: row.period,
    pricing: wirePricing(row, kernel),
    proration: row.proration,
    quantity: row.quantity,
    quantity_decimal: String(row.quantity),
    tax_rates: row.tax_rates.map((id) => wireTaxRate(kernel.need('tax_rate', id))),
    test_clock: null,
  };
}

export function wireInvoicePayment(row: InvoicePaymentRecord) {
  return {
    id: row.id,
    object: 'invoice_payment',
    amount_paid: row.amount_paid,
    amount_requested: row.amount_requested,
    created: row.created,
    currency: row.currency,
    invoice: row.invoice,
    is_default: row.is_default,
    livemode: false,
    payment: { payment_intent: row.payment_intent, type: 'payment_intent' },
    status: row.status,
    status_transitions: { canceled_at: row.canceled_at, paid_at: row.paid_at },
  };
}

function hostedUrl(id: string, base: string | null): string {
  if (base !== null) return `${base}/i/${id}`;
  return `https://invoice.stripe.com/i/acct_sandbox/test_${id.slice(3)}`;
}
