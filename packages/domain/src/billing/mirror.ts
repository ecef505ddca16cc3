/** The rows of the billing mirror, in names of no provider. Amounts are integer minor units; instants are UTC. */

export type Provider = 'stripe' | 'paypal' | 'manual';

/** What every mirrored row knows about itself. */
export type Mirrored = {
  readonly id: string;
  readonly provider: Provider;
  readonly createdAt: Date;
  /** The moment the row speaks for: when the event was made that delivered it. */
  readonly asOf: Date;
  /** When it was last asked for instead of delivered; null when it never was. */
  readonly fetchedAt: Date | null;
  /** Deletion is terminal: an older event never brings a row back. */
  readonly deletedAt: Date | null;
};

export type Owned = Mirrored & { readonly customerId: string | null; readonly supplierId: string | null };

export type ProductRow = Mirrored & {
  readonly name: string;
  readonly planCode: string | null;
  readonly active: boolean;
};

export type BillingInterval = 'day' | 'week' | 'month' | 'year';

export type PriceRow = Mirrored & {
  readonly productId: string;
  readonly lookupKey: string | null;
  readonly currency: string;
  readonly unitAmountMinor: number | null;
  readonly interval: BillingInterval | null;
  readonly intervalCount: number | null;
  readonly usageType: string | null;
  readonly active: boolean;
};

export type CouponRow = Mirrored & {
  readonly name: string | null;
  readonly percentOff: number | null;
  readonly amountOffMinor: number | null;
  readonly currency: string | null;
  readonly duration: 'once' | 'repeating' | 'forever';
  readonly durationInMonths: number | null;
};

export type CustomerRow = Mirrored & {
  readonly supplierId: string | null;
  readonly supplierExternalId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly currency: string | null;
  /** Below zero the provider owes the customer. */
  readonly balanceMinor: number;
  readonly delinquent: boolean;
  readonly defaultPaymentMethodId: string | null;
};

export type PaymentMethodRow = Owned & {
  readonly type: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly fingerprint: string | null;
};

export type DiscountRow = Owned & {
  readonly subscriptionId: string | null;
  readonly couponId: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
};

export type SubscriptionStatus =
  'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'canceled' | 'unpaid' | 'paused';

export type SubscriptionRow = Owned & {
  readonly status: SubscriptionStatus;
  readonly currency: string;
  readonly collectionMethod: string | null;
  readonly startedAt: Date | null;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly trialStart: Date | null;
  readonly trialEnd: Date | null;
  readonly cancelAt: Date | null;
  readonly cancelAtPeriodEnd: boolean;
  readonly canceledAt: Date | null;
  readonly endedAt: Date | null;
  readonly cancellationReason: string | null;
  readonly cancellationFeedback: string | null;
  readonly cancellationComment: string | null;
  /** Set while collection is paused; the provider leaves the status unchanged. */
  readonly pauseBehavior: string | null;
  readonly pauseResumesAt: Date | null;
  readonly latestInvoiceId: string | null;
  readonly defaultPaymentMethodId: string | null;
  readonly discountIds: readonly string[];
  /** Where the provider itself says since when it owes; otherwise the oldest open invoice tells. */
  readonly pastDueSince?: Date | null;
};

export type SubscriptionItemRow = Owned & {
  readonly subscriptionId: string;
  readonly priceId: string;
  readonly productId: string | null;
  readonly quantity: number;
  readonly unitAmountMinor: number | null;
  readonly currency: string;
  readonly interval: BillingInterval | null;
  readonly intervalCount: number | null;
  readonly usageType: string | null;
  readonly discountIds: readonly string[];
};

export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';

export type InvoiceRow = Owned & {
  readonly subscriptionId: string | null;
  readonly number: string | null;
  readonly status: InvoiceStatus;
  readonly currency: string;
  readonly billingReason: string | null;
  readonly collectionMethod: string | null;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly amountDueMinor: number;
  readonly amountPaidMinor: number;
  readonly amountRemainingMinor: number;
  /** Settled outside the provider: by bank transfer, cash, another provider. */
  readonly paidOffProviderMinor: number;
  readonly overpaidMinor: number;
  readonly startingBalanceMinor: number;
  readonly endingBalanceMinor: number | null;
  readonly prePaymentCreditMinor: number;
  readonly postPaymentCreditMinor: number;
  readonly attemptCount: number;
  readonly nextAttemptAt: Date | null;
  readonly dueAt: Date | null;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly finalizedAt: Date | null;
  readonly paidAt: Date | null;
  readonly voidedAt: Date | null;
  readonly uncollectibleAt: Date | null;
  readonly hostedUrl: string | null;
};

export type InvoiceLineRow = Owned & {
  readonly invoiceId: string;
  readonly subscriptionId: string | null;
  readonly subscriptionItemId: string | null;
  readonly description: string | null;
  readonly amountMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  readonly currency: string;
  readonly priceId: string | null;
  readonly productId: string | null;
  readonly quantity: number | null;
  readonly proration: boolean;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
};

export type InvoicePaymentRow = Owned & {
  readonly invoiceId: string;
  readonly paymentIntentId: string | null;
  readonly chargeId: string | null;
  readonly status: string;
  readonly currency: string;
  readonly amountRequestedMinor: number;
  readonly amountPaidMinor: number | null;
  readonly paidAt: Date | null;
};

export type PaymentIntentRow = Owned & {
  readonly status: string;
  readonly amountMinor: number;
  readonly amountReceivedMinor: number;
  readonly currency: string;
  readonly latestChargeId: string | null;
  readonly declineCode: string | null;
  readonly adviceCode: string | null;
  readonly canceledAt: Date | null;
  readonly cancellationReason: string | null;
};

export type ChargeRow = Owned & {
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly currency: string;
  readonly amountMinor: number;
  readonly amountCapturedMinor: number;
  readonly amountRefundedMinor: number;
  readonly captured: boolean;
  readonly disputed: boolean;
  readonly paymentIntentId: string | null;
  readonly paymentMethodId: string | null;
  /** Null while an asynchronous capture has not been priced: the fee is pending. */
  readonly balanceTransactionId: string | null;
  readonly failureBalanceTransactionId: string | null;
  readonly failureCode: string | null;
  readonly declineCode: string | null;
  readonly adviceCode: string | null;
  readonly failureMessage: string | null;
  readonly methodType: string | null;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly cardFingerprint: string | null;
  readonly description: string | null;
  readonly receiptUrl: string | null;
};

export type RefundStatus = 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';

export type RefundRow = Owned & {
  readonly chargeId: string | null;
  readonly paymentIntentId: string | null;
  readonly balanceTransactionId: string | null;
  readonly failureBalanceTransactionId: string | null;
  readonly status: RefundStatus;
  readonly reason: string | null;
  readonly failureReason: string | null;
  readonly pendingReason: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  /** Our own refund request, from the metadata we sent along. */
  readonly refundRequestId: string | null;
};

export type DisputeRow = Owned & {
  readonly chargeId: string;
  readonly paymentIntentId: string | null;
  readonly status: string;
  readonly reason: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueBy: Date | null;
  readonly chargeRefundable: boolean;
  readonly hasEvidence: boolean;
  readonly submissionCount: number;
  readonly balanceTransactionIds: readonly string[];
};

export type PayoutStatus = 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';

export type PayoutRow = Mirrored & {
  readonly status: PayoutStatus;
  readonly amountMinor: number;
  readonly currency: string;
  /** Calendar date. */
  readonly arrivalDate: string;
  readonly automatic: boolean;
  readonly balanceTransactionId: string | null;
  readonly failureBalanceTransactionId: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly reconciliationStatus: string | null;
  /** That it was paid, and that it failed, are facts no later state takes back: a paid payout may still fail. */
  readonly paidAt: Date | null;
  readonly failedAt: Date | null;
};

export type BalanceTransactionRow = Owned & {
  readonly type: string;
  readonly reportingCategory: string | null;
  readonly status: string;
  readonly currency: string;
  /** Signed: above zero money came in. */
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly exchangeRate: number | null;
  readonly availableOn: Date | null;
  readonly description: string | null;
  readonly sourceId: string | null;
  readonly sourceType: string | null;
  /** The source's own amount and currency, which differ from the settled ones when a currency was exchanged. */
  readonly sourceAmountMinor: number | null;
  readonly sourceCurrency: string | null;
  readonly chargeId: string | null;
  readonly payoutId: string | null;
};

export type CreditNoteRow = Owned & {
  readonly invoiceId: string;
  readonly number: string | null;
  readonly status: 'issued' | 'void';
  readonly reason: string | null;
  readonly currency: string;
  readonly totalMinor: number;
  readonly taxMinor: number;
  readonly prePaymentMinor: number;
  readonly postPaymentMinor: number;
  readonly refundedMinor: number;
  readonly customerCreditMinor: number;
  readonly outOfBandMinor: number;
  readonly refundIds: readonly string[];
  readonly voidedAt: Date | null;
};

/** A change of what a customer has to their credit (below zero) outside invoices. */
export type CustomerBalanceTransactionRow = Owned & {
  readonly type: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly description: string | null;
  readonly invoiceId: string | null;
  readonly creditNoteId: string | null;
};

/** Every mirrored noun and its row. */
export type MirrorRows = {
  readonly products: ProductRow;
  readonly prices: PriceRow;
  readonly coupons: CouponRow;
  readonly customers: CustomerRow;
  readonly paymentMethods: PaymentMethodRow;
  readonly discounts: DiscountRow;
  readonly subscriptions: SubscriptionRow;
  readonly subscriptionItems: SubscriptionItemRow;
  readonly invoices: InvoiceRow;
  readonly invoiceLines: InvoiceLineRow;
  readonly invoicePayments: InvoicePaymentRow;
  readonly paymentIntents: PaymentIntentRow;
  readonly charges: ChargeRow;
  readonly refunds: RefundRow;
  readonly disputes: DisputeRow;
  readonly payouts: PayoutRow;
  readonly balanceTransactions: BalanceTransactionRow;
  readonly creditNotes: CreditNoteRow;
  readonly customerBalanceTransactions: CustomerBalanceTransactionRow;
};
export type MirrorNoun = keyof MirrorRows;
