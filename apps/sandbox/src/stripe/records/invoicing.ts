import type { Address, BaseRecord, Metadata } from './catalogue.ts';

export type SubscriptionStatus =
  'trialing' | 'active' | 'past_due' | 'unpaid' | 'paused' | 'incomplete' | 'incomplete_expired' | 'canceled';

export interface SubscriptionItemRecord {
  readonly id: string;
  readonly created: number;
  readonly price: string;
  readonly quantity: number;
  readonly metadata: Metadata;
  readonly tax_rates: readonly string[];
  /** What the running period was billed at, after discounts and before tax; unused time is credited from it. */
  readonly billed_amount: number;
}

export interface PauseCollection {
  readonly behavior: 'keep_as_draft' | 'mark_uncollectible' | 'void';
  readonly resumes_at: number | null;
}

export interface CancellationDetails {
  readonly comment: string | null;
  readonly feedback: string | null;
  readonly reason: string | null;
}

export type CollectionMethod = 'charge_automatically' | 'send_invoice';

export interface SubscriptionRecord extends BaseRecord {
  readonly customer: string;
  readonly status: SubscriptionStatus;
  readonly currency: string;
  readonly items: readonly SubscriptionItemRecord[];
  readonly current_period_start: number;
  readonly current_period_end: number;
  readonly billing_cycle_anchor: number;
  readonly start_date: number;
  readonly trial_start: number | null;
  readonly trial_end: number | null;
  readonly cancel_at: number | null;
  readonly cancel_at_period_end: boolean;
  readonly canceled_at: number | null;
  readonly ended_at: number | null;
  readonly cancellation_details: CancellationDetails;
  readonly collection_method: CollectionMethod;
  readonly days_until_due: number | null;
  readonly default_payment_method: string | null;
  readonly default_tax_rates: readonly string[];
  readonly automatic_tax: boolean;
  readonly discounts: readonly string[];
  readonly latest_invoice: string | null;
  readonly pause_collection: PauseCollection | null;
  readonly missing_payment_method: 'cancel' | 'create_invoice' | 'pause';
  readonly metadata: Metadata;
  readonly description: string | null;
}

export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';

export interface Period {
  readonly start: number;
  readonly end: number;
}

export interface DiscountAmount {
  readonly amount: number;
  readonly discount: string;
}

export interface TaxAmount {
  readonly amount: number;
  readonly tax_rate: string;
  readonly taxable_amount: number;
  readonly inclusive: boolean;
  readonly reason: 'standard_rated' | 'reverse_charge' | 'not_collecting';
}

export interface InvoiceLineRecord {
  readonly id: string;
  readonly amount: number;
  readonly description: string | null;
  readonly period: Period;
  readonly price: string | null;
  readonly quantity: number;
  readonly unit_amount: number;
  readonly proration: boolean;
  readonly invoice_item: string | null;
  readonly subscription: string | null;
  readonly subscription_item: string | null;
  readonly discountable: boolean;
  readonly discount_amounts: readonly DiscountAmount[];
  readonly taxes: readonly TaxAmount[];
  readonly tax_rates: readonly string[];
  readonly metadata: Metadata;
}

export interface InvoiceRecord extends BaseRecord {
  readonly customer: string;
  readonly subscription: string | null;
  readonly number: string | null;
  readonly status: InvoiceStatus;
  readonly currency: string;
  readonly billing_reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'manual';
  readonly collection_method: CollectionMethod;
  readonly auto_advance: boolean;
  readonly automatic_tax: boolean;
  readonly automatically_finalizes_at: number | null;
  readonly lines: readonly InvoiceLineRecord[];
  readonly discounts: readonly string[];
  readonly default_tax_rates: readonly string[];
  readonly default_payment_method: string | null;
  readonly subtotal: number;
  readonly total: number;
  readonly total_discount_amounts: readonly DiscountAmount[];
  readonly total_taxes: readonly TaxAmount[];
  readonly amount_due: number;
  readonly amount_paid: number;
  readonly amount_paid_off_stripe: number;
  readonly attempt_count: number;
  readonly attempted: boolean;
  readonly first_failed_at: number | null;
  readonly next_payment_attempt: number | null;
  readonly starting_balance: number;
  readonly ending_balance: number | null;
  readonly pre_payment_credit_notes_amount: number;
  readonly post_payment_credit_notes_amount: number;
  readonly period_start: number;
  readonly period_end: number;
  readonly due_date: number | null;
  readonly finalized_at: number | null;
  readonly paid_at: number | null;
  readonly voided_at: number | null;
  readonly marked_uncollectible_at: number | null;
  readonly customer_email: string | null;
  readonly customer_name: string | null;
  readonly customer_address: Address | null;
  readonly description: string | null;
  readonly metadata: Metadata;
}

export interface InvoiceItemRecord extends BaseRecord {
  readonly customer: string;
  readonly subscription: string | null;
  readonly subscription_item: string | null;
  readonly invoice: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly discountable: boolean;
  readonly period: Period;
  readonly price: string | null;
  readonly quantity: number;
  readonly unit_amount: number;
  readonly proration: boolean;
  readonly tax_rates: readonly string[];
  readonly metadata: Metadata;
}

export interface InvoicePaymentRecord extends BaseRecord {
  readonly invoice: string;
  readonly payment_intent: string;
  readonly amount_requested: number;
  readonly amount_paid: number | null;
  readonly currency: string;
  readonly status: 'open' | 'paid' | 'canceled';
  readonly paid_at: number | null;
  readonly canceled_at: number | null;
  readonly is_default: boolean;
}

export interface CreditNoteLineRecord {
  readonly id: string;
  readonly amount: number;
  readonly description: string | null;
  readonly discount_amounts: readonly DiscountAmount[];
  readonly invoice_line_item: string | null;
  readonly quantity: number | null;
  readonly taxes: readonly TaxAmount[];
  readonly type: 'invoice_line_item' | 'custom_line_item';
}

export interface CreditNoteRecord extends BaseRecord {
  readonly invoice: string;
  readonly customer: string;
  readonly currency: string;
  readonly number: string;
  readonly status: 'issued' | 'void';
  readonly type: 'pre_payment' | 'post_payment' | 'mixed';
  readonly lines: readonly CreditNoteLineRecord[];
  readonly subtotal: number;
  readonly total: number;
  readonly total_taxes: readonly TaxAmount[];
  readonly discount_amounts: readonly DiscountAmount[];
  readonly pre_payment_amount: number;
  readonly post_payment_amount: number;
  readonly out_of_band_amount: number | null;
  readonly customer_balance_transaction: string | null;
  readonly refunds: readonly { readonly refund: string; readonly amount_refunded: number }[];
  readonly memo: string | null;
  readonly reason: string | null;
  readonly voided_at: number | null;
  readonly metadata: Metadata;
}

export interface CustomerBalanceTransactionRecord extends BaseRecord {
  readonly customer: string;
  readonly amount: number;
  readonly currency: string;
  readonly ending_balance: number;
  readonly credit_note: string | null;
  readonly invoice: string | null;
  readonly description: string | null;
  readonly type: 'adjustment' | 'applied_to_invoice' | 'unapplied_from_invoice' | 'credit_note' | 'initial';
  readonly metadata: Metadata;
}
