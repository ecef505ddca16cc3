export type Metadata = Readonly<Record<string, string>>;

export interface BaseRecord {
  readonly id: string;
  readonly created: number;
  /** Answers as deleted and leaves every list. */
  readonly deleted?: true;
}

export interface Address {
  readonly city: string | null;
  readonly country: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postal_code: string | null;
  readonly state: string | null;
}

export interface CustomerRecord extends BaseRecord {
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly description: string | null;
  readonly address: Address | null;
  readonly metadata: Metadata;
  /** Below zero is credit that the next invoice uses up. */
  readonly balance: number;
  readonly currency: string | null;
  readonly default_payment_method: string | null;
  readonly tax_exempt: 'none' | 'exempt' | 'reverse';
  readonly delinquent: boolean;
  readonly invoice_prefix: string;
  readonly next_invoice_sequence: number;
  readonly preferred_locales: readonly string[];
}

export interface ProductRecord extends BaseRecord {
  readonly name: string;
  readonly active: boolean;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly updated: number;
}

export type Interval = 'day' | 'week' | 'month' | 'year';

export interface Recurring {
  readonly interval: Interval;
  readonly interval_count: number;
}

export interface PriceRecord extends BaseRecord {
  readonly active: boolean;
  readonly currency: string;
  readonly lookup_key: string | null;
  readonly metadata: Metadata;
  readonly nickname: string | null;
  readonly product: string;
  readonly recurring: Recurring | null;
  readonly tax_behavior: 'exclusive' | 'inclusive' | 'unspecified';
  readonly unit_amount: number;
}

export interface CardFacts {
  readonly brand: string;
  readonly country: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly fingerprint: string;
  readonly funding: 'credit' | 'debit' | 'prepaid';
  readonly last4: string;
}

export interface BacsFacts {
  readonly fingerprint: string;
  readonly last4: string;
  readonly sort_code: string;
}

export interface BillingDetails {
  readonly address: Address | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

export interface PaymentMethodRecord extends BaseRecord {
  readonly type: 'card' | 'bacs_debit';
  readonly card: CardFacts | null;
  readonly bacs_debit: BacsFacts | null;
  readonly billing_details: BillingDetails;
  readonly customer: string | null;
  readonly metadata: Metadata;
}

export interface TaxRateRecord extends BaseRecord {
  readonly active: boolean;
  readonly country: string | null;
  readonly state: string | null;
  readonly description: string | null;
  readonly display_name: string;
  readonly inclusive: boolean;
  readonly jurisdiction: string | null;
  readonly metadata: Metadata;
  readonly percentage: number;
  readonly tax_type: string | null;
}

export interface CouponRecord extends BaseRecord {
  readonly amount_off: number | null;
  readonly currency: string | null;
  readonly duration: 'once' | 'repeating' | 'forever';
  readonly duration_in_months: number | null;
  readonly max_redemptions: number | null;
  readonly metadata: Metadata;
  readonly name: string | null;
  readonly percent_off: number | null;
  readonly redeem_by: number | null;
  readonly times_redeemed: number;
}

/** A code that one customer, or anybody, may give in to get a coupon. */
export interface PromotionCodeRecord extends BaseRecord {
  readonly code: string;
  readonly coupon: string;
  readonly customer: string | null;
  readonly active: boolean;
  readonly expires_at: number | null;
  readonly max_redemptions: number | null;
  readonly times_redeemed: number;
  readonly metadata: Metadata;
}

export interface DiscountRecord extends BaseRecord {
  readonly coupon: string;
  readonly customer: string;
  readonly subscription: string | null;
  readonly promotion_code: string | null;
  readonly start: number;
  readonly end: number | null;
}
