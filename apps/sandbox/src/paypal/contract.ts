/** A webhook event as PayPal writes it. */
export interface PaypalEvent {
  readonly id: string;
  readonly event_version: '1.0';
  readonly create_time: string;
  readonly resource_type: string;
  readonly resource_version: string;
  readonly event_type: string;
  readonly summary: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly href: string; readonly rel: string; readonly method: string }[];
}

export type IntervalUnit = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface Plan {
  readonly id: string;
  readonly productId: string;
  readonly name: string;
  readonly createdAt: number;
  status: 'ACTIVE' | 'INACTIVE';
  readonly currency: string;
  readonly priceMinor: number;
  readonly unit: IntervalUnit;
  readonly count: number;
  /** Free days before the first payment; 0 without a trial. */
  readonly trialDays: number;
  /** Added to the price. */
  readonly taxPercent: number;
  /** Payments that may fail in a row before PayPal suspends. */
  readonly failureThreshold: number;
}

export interface Payer {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly country: string;
}

export type SubscriptionStatus = 'APPROVAL_PENDING' | 'ACTIVE' | 'SUSPENDED' | 'CANCELLED' | 'EXPIRED';

export interface Subscription {
  readonly id: string;
  planId: string;
  status: SubscriptionStatus;
  note: string | null;
  readonly customId: string | null;
  readonly payer: Payer;
  readonly quantity: number;
  readonly createdAt: number;
  changedAt: number;
  startAt: number;
  trialEndsAt: number | null;
  nextBillingAt: number | null;
  cyclesDone: number;
  failures: number;
  lastFailureAt: number | null;
  lastPayment: { readonly at: number; readonly amountMinor: number } | null;
  /** Raised whenever billing is planned anew, so that what was planned before lapses. */
  generation: number;
}

/** A payment of a subscription (`sale`) or of an order (`capture`). */
export interface Payment {
  readonly id: string;
  readonly kind: 'sale' | 'capture';
  state: 'completed' | 'pending' | 'denied' | 'reversed';
  readonly createdAt: number;
  changedAt: number;
  readonly subscriptionId: string | null;
  readonly customId: string | null;
  readonly currency: string;
  readonly subtotalMinor: number;
  readonly taxMinor: number;
  readonly feeMinor: number;
  refundedMinor: number;
}

export interface Refund {
  readonly id: string;
  readonly paymentId: string;
  status: 'COMPLETED' | 'PENDING' | 'FAILED' | 'CANCELLED';
  readonly createdAt: number;
  changedAt: number;
  readonly currency: string;
  readonly amountMinor: number;
  readonly customId: string | null;
  readonly note: string | null;
}

export interface DisputePlan {
  readonly reason: string;
  readonly stage: 'INQUIRY' | 'CHARGEBACK';
  readonly outcome: 'RESOLVED_BUYER_FAVOUR' | 'RESOLVED_SELLER_FAVOUR' | 'CANCELED_BY_BUYER';
  readonly closesInDays: number;
}

export interface Dispute extends DisputePlan {
  readonly id: string;
  readonly paymentId: string;
  status: 'OPEN' | 'WAITING_FOR_SELLER_RESPONSE' | 'UNDER_REVIEW' | 'RESOLVED';
  readonly createdAt: number;
  changedAt: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly answerBy: number;
}

/** One row of the transaction report. The same id may stand in several rows. */
export interface Movement {
  readonly id: string;
  readonly code: string;
  readonly at: number;
  readonly currency: string;
  /** Signed: above zero money came in. */
  readonly amountMinor: number;
  /** What PayPal kept of it, zero or more. */
  readonly feeMinor: number;
  readonly referenceId: string | null;
  readonly referenceType: 'TXN' | 'SUB' | 'ODR' | null;
  readonly customId: string | null;
  readonly affectsBalance: boolean;
  readonly status: 'S' | 'P' | 'D' | 'V';
}

export interface PaypalFaults {
  /** Shares of API calls answered 429 or 500, and done but never answered. */
  throttleRate: number;
  serverErrorRate: number;
  timeoutAfterSuccessRate: number;
  timeoutMs: number;
  /** One-off faults, used up in order by the first call that matches. */
  next: {
    kind: 'throttle' | 'server_error' | 'timeout_after_success';
    method?: 'GET' | 'POST' | undefined;
    path: string;
  }[];
  /** How long a movement takes to show in the report. */
  reportingLagMinutes: number;
}

/** Everything PayPal remembers, as plain data. */
export interface PaypalState {
  now: number;
  made: number;
  products: Map<string, Product>;
  plans: Map<string, Plan>;
  subscriptions: Map<string, Subscription>;
  payments: Map<string, Payment>;
  refunds: Map<string, Refund>;
  disputes: Map<string, Dispute>;
  movements: Movement[];
  events: PaypalEvent[];
  /** Answers by PayPal-Request-Id. */
  answered: Map<string, { readonly status: number; readonly body: unknown }>;
  balances: Map<string, number>;
}
