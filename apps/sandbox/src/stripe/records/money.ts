import type { BacsFacts, BaseRecord, BillingDetails, CardFacts, Metadata } from './catalogue.ts';

/** Why a bank said no. */
export interface DeclineFacts {
  readonly code: string;
  readonly decline_code: string | null;
  readonly advice_code: string | null;
  readonly network_decline_code: string | null;
  readonly network_advice_code: string | null;
  readonly message: string;
  readonly charge: string | null;
  readonly payment_method: string | null;
}

export interface PaymentIntentRecord extends BaseRecord {
  readonly amount: number;
  readonly amount_received: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly invoice: string | null;
  readonly last_payment_error: DeclineFacts | null;
  readonly latest_charge: string | null;
  readonly metadata: Metadata;
  readonly payment_method: string | null;
  readonly payment_method_types: readonly string[];
  readonly receipt_email: string | null;
  readonly status:
    'requires_payment_method' | 'requires_confirmation' | 'requires_action' | 'processing' | 'succeeded' | 'canceled';
  readonly canceled_at: number | null;
  readonly cancellation_reason: string | null;
}

export interface ChargeRecord extends BaseRecord {
  readonly amount: number;
  readonly amount_refunded: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly payment_intent: string;
  readonly payment_method: string;
  readonly card: CardFacts | null;
  readonly bacs_debit: BacsFacts | null;
  readonly billing_details: BillingDetails;
  readonly balance_transaction: string | null;
  readonly failure_balance_transaction: string | null;
  readonly decline: DeclineFacts | null;
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly disputed: boolean;
  readonly receipt_email: string | null;
  readonly metadata: Metadata;
}

export interface RefundRecord extends BaseRecord {
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly customer: string | null;
  readonly payment_intent: string;
  readonly payment_method_type: 'card' | 'bacs_debit';
  readonly balance_transaction: string | null;
  readonly failure_balance_transaction: string | null;
  readonly failure_reason: string | null;
  /** The bank's reference, some days later. */
  readonly reference: string | null;
  readonly reason: string | null;
  readonly status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  /** What the bank will answer, decided when the refund is made. */
  readonly fails_with: string | null;
  readonly metadata: Metadata;
}

export type DisputeStatus =
  | 'warning_needs_response'
  | 'warning_under_review'
  | 'warning_closed'
  | 'needs_response'
  | 'under_review'
  | 'won'
  | 'lost';

export interface DisputeRecord extends BaseRecord {
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly payment_intent: string;
  readonly customer: string | null;
  readonly reason: string;
  readonly status: DisputeStatus;
  readonly balance_transactions: readonly string[];
  readonly due_by: number;
  readonly evidence: Readonly<Record<string, string>>;
  readonly submission_count: number;
  readonly card_brand: string | null;
  /** How it ends if nobody gives in before. */
  readonly outcome: 'won' | 'lost' | 'warning_closed';
  readonly metadata: Metadata;
}

export type BalanceTransactionType =
  | 'charge'
  | 'payment'
  | 'refund'
  | 'payment_refund'
  | 'refund_failure'
  | 'payment_failure_refund'
  | 'adjustment'
  | 'payout'
  | 'payout_failure';

export interface FeeDetail {
  readonly amount: number;
  readonly description: string;
}

export interface BalanceTransactionRecord extends BaseRecord {
  readonly amount: number;
  readonly currency: string;
  readonly fee: number;
  readonly fee_details: readonly FeeDetail[];
  readonly available_on: number;
  readonly description: string | null;
  readonly reporting_category: string;
  readonly source: string;
  readonly type: BalanceTransactionType;
  /** The payout that took it along. Not in the object, only in the filter of the list. */
  readonly payout: string | null;
}

export interface PayoutRecord extends BaseRecord {
  readonly amount: number;
  readonly currency: string;
  readonly arrival_date: number;
  readonly balance_transaction: string | null;
  readonly failure_balance_transaction: string | null;
  readonly failure_code: string | null;
  readonly reconciliation_status: 'completed' | 'in_progress';
  readonly status: 'pending' | 'in_transit' | 'paid' | 'failed';
  /** What the bank will answer, decided when the payout is made. */
  readonly fails_with: string | null;
  readonly metadata: Metadata;
}
