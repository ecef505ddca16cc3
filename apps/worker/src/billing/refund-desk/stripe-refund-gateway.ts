import type { DueRefundRequest } from '@wedsync/db/billing';
import type { ProviderRefundStatus, RefundOutcome } from '@wedsync/domain/billing';
import type Stripe from 'stripe';
import type { RefundGateway, RefundReceipt } from './refund-gateway.ts';

type Give = (stripe: Stripe, request: DueRefundRequest, key: string) => Promise<RefundReceipt>;

/** How each outcome is done at Stripe. */
const ways: Readonly<Record<RefundOutcome, Give>> = {
  async card(stripe, request, key) {
    const refund = await stripe.refunds.create(
      {
        charge: request.chargeId,
        amount: request.amountMinor,
        reason: stripeReason(request.reasonCode),
        metadata: tag(request),
      },
      { idempotencyKey: key },
    );
    return { status: statusOf(refund.status), providerRefundId: refund.id, providerCreditNoteId: null };
  },
  async credit_note(stripe, request, key) {
    const refund = await ways.card(stripe, request, key);
    const note = await stripe.creditNotes.create(
      {
        invoice: required(request.invoiceId),
        ...noteAmount(request),
        refunds: [{ refund: required(refund.providerRefundId), amount_refunded: request.amountMinor }],
        metadata: tag(request),
      },
      { idempotencyKey: `${key}:note` },
    );
    return { ...refund, providerCreditNoteId: note.id };
  },
  async balance(stripe, request, key) {
    const note = await stripe.creditNotes.create(
      {
        invoice: required(request.invoiceId),
        ...noteAmount(request),
        credit_amount: request.amountMinor,
        metadata: tag(request),
      },
      { idempotencyKey: key },
    );
    return { status: 'succeeded', providerRefundId: null, providerCreditNoteId: note.id };
  },
  async goodwill_month(stripe, request, key) {
    const coupon = await stripe.coupons.create(
      { duration: 'once', percent_off: 100, max_redemptions: 1, name: 'Goodwill month', metadata: tag(request) },
      { idempotencyKey: `${key}:coupon` },
    );
    const id = required(request.subscriptionId);
    const { discounts } = await stripe.subscriptions.retrieve(id, { expand: ['discounts'] });
    if (!discounts.some((discount) => isOf(discount, coupon.id))) {
      const kept = discounts.map((discount) => ({ discount: typeof discount === 'string' ? discount : discount.id }));
      await stripe.subscriptions.update(id, { discounts: [...kept, { coupon: coupon.id }] });
    }
    return { status: 'succeeded', providerRefundId: null, providerCreditNoteId: null };
  },
};

/** Gives money back through Stripe; errors leave mapped to the house's kinds by `mapped`. */
export function stripeRefundGateway(stripe: Stripe, mapped: <T>(call: () => Promise<T>) => Promise<T>): RefundGateway {
  return {
    give: (request) => mapped(() => ways[request.outcome](stripe, request, `refund-request:${request.id}`)),
    find: (request) => mapped(() => findEarlier(stripe, request)),
  };
}

/** Stripe forgets idempotency keys after a day; what we tagged it keeps. */
async function findEarlier(stripe: Stripe, request: DueRefundRequest): Promise<RefundReceipt | null> {
  // A credit note is made after its refund: repeating the pair with its keys finishes whatever half is missing.
  if (request.outcome !== 'card') return null;
  for await (const refund of stripe.refunds.list({ charge: request.chargeId, limit: 100 })) {
    if (refund.metadata?.refund_request_id === request.id)
      return { status: statusOf(refund.status), providerRefundId: refund.id, providerCreditNoteId: null };
  }
  return null;
}

/** After a lost answer the coupon may be on the subscription already. */
function isOf(discount: string | Stripe.Discount, couponId: string): boolean {
  if (typeof discount === 'string') return false;
  const { coupon } = discount.source;
  return (typeof coupon === 'string' ? coupon : coupon?.id) === couponId;
}

function noteAmount(request: DueRefundRequest): Pick<Stripe.CreditNoteCreateParams, 'amount' | 'lines'> {
  if (request.lines == null) return { amount: request.amountMinor };
  return {
    lines: request.lines.map((line) => ({
      type: 'invoice_line_item',
      invoice_line_item: line.invoiceLineId,
      amount: line.amountMinor,
    })),
  };
}

function tag(request: DueRefundRequest): Record<string, string> {
  return { refund_request_id: request.id };
}

/** Stripe knows three reasons of its own; ours stays in the request. */
function stripeReason(code: string): Stripe.RefundCreateParams.Reason {
  return code === 'duplicate' || code === 'fraudulent' ? code : 'requested_by_customer';
}

const statuses: readonly ProviderRefundStatus[] = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'];

function statusOf(status: string | null): ProviderRefundStatus {
  return statuses.find((known) => known === status) ?? 'pending';
}

function required(id: string | null): string {
  if (id === null) throw new Error('The refund request was kept without what its outcome needs.');
  return id;
}
