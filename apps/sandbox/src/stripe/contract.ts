/** Anything Stripe returns that has an id, in the wire shape of the API version the SDK pins. */
export interface StripeObject {
  readonly id: string;
  readonly object: string;
  readonly [field: string]: unknown;
}

/** One page of a list endpoint. */
export interface StripeList {
  readonly object: 'list';
  readonly url: string;
  readonly has_more: boolean;
  readonly data: readonly StripeObject[];
}

/** Whatever an endpoint may answer: an object, a page, or a singleton without id (the balance). */
export type StripeReply = StripeObject | StripeList | { readonly object: string; readonly [field: string]: unknown };

export interface StripeEvent extends StripeObject {
  readonly object: 'event';
  readonly type: string;
  readonly api_version: string;
  readonly created: number;
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly data: { readonly object: StripeReply; readonly previous_attributes?: Record<string, unknown> };
}

export interface StripeCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With or without a query string, for example `/v1/customers/cus_1`. */
  readonly path: string;
  /** Form parameters already parsed to objects; numbers and booleans may be given as such or as text. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string;
}

export type DisputeOutcome = 'won' | 'lost' | 'warning_closed';

export interface CardBehaviour {
  /** A decline code of the API, for example `insufficient_funds`; charges fail with it. */
  readonly declineCode?: string;
  readonly adviceCode?: string;
  /** Until when (virtual epoch seconds); for good when left out. */
  readonly untilEpoch?: number;
  /** Off-session charges fail with `authentication_required` and the intent waits in `requires_action`. */
  readonly requiresAction?: boolean;
}

export interface DisputeRequest {
  /** For example `fraudulent`, `subscription_canceled`, `product_not_received`. */
  readonly reason: string;
  /** An early warning (`warning_needs_response`), which moves no money. */
  readonly inquiry?: boolean;
  readonly outcome: DisputeOutcome;
  readonly closesInDays: number;
}

/** What only cardholders, banks and networks can cause. */
export interface OutsideWorld {
  setCardBehaviour(paymentMethodId: string, behaviour: CardBehaviour): void;
  clearCardBehaviour(paymentMethodId: string): void;
  openDispute(chargeId: string, dispute: DisputeRequest): StripeObject;
  /** The next refund of the charge succeeds at first and is then sent back by the bank. */
  failNextRefund(chargeId: string, reason: string, afterDays: number): void;
  /** Refunds of the charge stay `pending` for some days before they settle. */
  makeRefundsPending(chargeId: string): void;
  /** The bank sends the next payout in the currency back, for example with `account_closed`. */
  failNextPayout(currency: string, failureCode: string): void;
  /** The card network tells Stripe the new expiry date (`payment_method.automatically_updated`). */
  renewCard(paymentMethodId: string, expMonth: number, expYear: number): void;
}

/** What a fault was done to. */
export interface Harm {
  readonly objectId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Faults of the account itself that no webhook tells of; null when there is nothing to do them to. */
export interface Mischief {
  /** A payment that Stripe has and tells nobody of. */
  paymentWithoutWebhook(): Harm | null;
  /** A payment is worth another amount than everybody was told. */
  alteredAmount(): Harm | null;
  /** Stripe keeps more of a payment than it said at first. */
  lateFee(): Harm | null;
  /** Money goes back for a payment nobody knows. */
  orphanRefund(): Harm | null;
}

export interface StripeEngineOptions {
  /** Everything random (ids, settlement days) follows from it. */
  readonly seed: number;
  /** Virtual now at the start, epoch seconds. */
  readonly startEpoch: number;
  /** Country of the merchant's account; decides which cards are domestic. Default GB. */
  readonly country?: string;
  /** Name shown on card statements. */
  readonly statementDescriptor?: string;
  readonly payoutSchedule?: PayoutSchedule;
  /** Where customers see their invoices and change their cards, such as http://127.0.0.1:4010. Stripe's own address when left out. */
  readonly hostedBase?: string;
  /** How many of the newest events stay in `GET /v1/events`. Default 200,000. */
  readonly eventRetention?: number;
  /** Days before renewal at which `invoice.upcoming` is emitted; 0 = never. Default 3. */
  readonly upcomingInvoiceDays?: number;
  /** Days after the first failure at which collection is tried again. Default 1, 3, 5, 7, 9, 11, 13, 14. */
  readonly retryDays?: readonly number[];
  /** What becomes of subscription and invoice after the last try. Default cancel and uncollectible. */
  readonly afterRetries?: {
    readonly subscription: 'cancel' | 'unpaid';
    readonly invoice: 'leave' | 'uncollectible';
  };
}

export type PayoutSchedule =
  | { readonly interval: 'daily'; readonly delayDays: number }
  /** 1 = Monday … 7 = Sunday. */
  | { readonly interval: 'weekly'; readonly weekday: number; readonly delayDays: number };

export interface StripeEngine {
  /** Virtual time, epoch seconds. */
  readonly now: () => number;
  /**
   * Same as an HTTP call to the API at virtual now, for endpoints that answer one object with an id.
   * @throws StripeApiError in the real API's error shape
   */
  request(call: StripeCall): StripeObject;
  /** The same for any endpoint, list pages and the balance included. */
  reply(call: StripeCall): StripeReply;
  /** Moves virtual time forward, doing in time order all that Stripe does by itself on the way. */
  advanceTo(epochSeconds: number): void;
  /** Virtual time of the next thing Stripe will do by itself, or undefined when nothing is planned. */
  nextDueAt(): number | undefined;
  /** Events in the order they were emitted. They are in `GET /v1/events` as well. */
  onEvent(listener: (event: StripeEvent) => void): void;
  readonly outside: OutsideWorld;
  readonly mischief: Mischief;
  /** Read-only views of all stored objects, oldest first. */
  readonly store: {
    list(object: string): readonly StripeObject[];
    get(id: string): StripeObject | undefined;
    count(object: string): number;
  };
  /** Faults of the HTTP door (`stripeRouter`); in-process calls never suffer them. Settable at run time. */
  readonly faults: StripeFaults;
  /** Plain JSON data; may be large, and it repeats what events and objects share (v8.serialize keeps that shared). */
  snapshot(): unknown;
  /** @throws when the data is not a snapshot of this version */
  restore(snapshot: unknown): void;
}

export type OneShotFaultKind = 'throttle' | 'server_error' | 'timeout_before' | 'timeout_after_success';

export interface OneShotFault {
  readonly kind: OneShotFaultKind;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Matches calls whose path starts with it, for example `/v1/refunds`. */
  readonly pathPrefix: string;
}

/** Rates are 0..1 per call; `next` are consumed in order by the first call that matches. */
export interface StripeFaults {
  throttleRate: number;
  serverErrorRate: number;
  timeoutAfterSuccessRate: number;
  /**
   * How long a "timeout" holds the connection before it is cut. The SDK repeats a cut connection once by itself, so
   * a caller notices only when its own timeout is shorter than this.
   */
  timeoutMs: number;
  /** Added to every answer. */
  latencyMs: number;
  next: OneShotFault[];
  /** How often each fault happened. */
  readonly injected: Record<OneShotFaultKind, number>;
}
