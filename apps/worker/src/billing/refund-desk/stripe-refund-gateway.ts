import type { DueRefundRequest } from '@wedsync/db/billing';
import type { ProviderRefundStatus, RefundOutcome } from '@wedsync/domain/billing';
import { isDomainError } from '@wedsync/domain/platform';
import type Stripe from 'stripe';
import type { StripeGateway } from '../gateways/stripe.ts';
import { isRefusal } from '../outbound/index.ts';
import type { RefundGateway, RefundReceipt } from './refund-gateway.ts';

type Door = Pick<StripeGateway, 'client' | 'mapped'>;
type Give = (stripe: Door, request: DueRefundRequest) => Promise<RefundReceipt>;

/** Gives money back through Stripe, with the errors of the connection. */
export function stripeRefundGateway(stripe: Door): RefundGateway {
  return { give: (request) => ways[request.outcome](stripe, request) };
}

/** How each outcome is done at Stripe. */
const ways: Readonly<Record<RefundOutcome, Give>> = {
  card: async (stripe, request) => receiptOf(await refund(stripe, request)),
  async credit_note(stripe, request) {
    const given = await refund(stripe, request);
    const refunds = [{ refund: given.id, amount_refunded: request.amountMinor }];
    try {
      return { ...receiptOf(given), providerCreditNoteId: (await creditNote(stripe, request, { refunds })).id };
    } catch (error) {
      // The money is on its way already; only the paper is missing.
      if (!isRefusal(error)) throw error;
      return { ...receiptOf(given), unfinished: `The credit note was refused: ${error.message}` };
    }
  },
  async balance(stripe, request) {
    const note = await creditNote(stripe, request, { credit_amount: request.amountMinor });
    return { status: 'succeeded', providerRefundId: null, providerCreditNoteId: note.id };
  },
  async goodwill_month(stripe, request) {
    const coupon = await freeMonth(stripe, request);
    // A used coupon is an earlier call whose answer was lost.
    if (coupon.times_redeemed === 0) await applyCoupon(stripe, request, coupon.id);
    return { status: 'succeeded', providerRefundId: null, providerCreditNoteId: null };
  },
};

async function refund({ client, mapped }: Door, request: DueRefundRequest): Promise<Stripe.Refund> {
  const of = { charge: request.chargeId };
  const earlier = await earlierOf(request, () => client.refunds.list({ ...of, limit: 100 }), mapped);
  const params: Stripe.RefundCreateParams = {
    ...of,
    amount: request.amountMinor,
    reason: stripeReason(request.reasonCode),
    metadata: tag(request),
  };
  return earlier ?? mapped(() => client.refunds.create(params, { idempotencyKey: keyOf(request, 'refund') }));
}

async function creditNote(
  { client, mapped }: Door,
  request: DueRefundRequest,
  given: Pick<Stripe.CreditNoteCreateParams, 'refunds' | 'credit_amount'>,
): Promise<Stripe.CreditNote> {
  const of = { invoice: required(request.invoiceId) };
  const earlier = await earlierOf(request, () => client.creditNotes.list({ ...of, limit: 100 }), mapped);
  const params: Stripe.CreditNoteCreateParams = { ...of, ...extentOf(request), ...given, metadata: tag(request) };
  return earlier ?? mapped(() => client.creditNotes.create(params, { idempotencyKey: keyOf(request, 'note') }));
}

/** Stripe forgets idempotency keys after a day; what we tagged it keeps. */
async function earlierOf<Kept extends { readonly metadata: Stripe.Metadata | null }>(
  { state, id }: DueRefundRequest,
  list: () => AsyncIterable<Kept>,
  mapped: Door['mapped'],
): Promise<Kept | null> {
  if (state !== 'unknown') return null;
  return mapped(async () => {
    for await (const kept of list()) if (kept.metadata?.refund_request_id === id) return kept;
    return null;
  });
}

/** The coupon is named after the request, so there is never a second one. */
async function freeMonth({ client, mapped }: Door, request: DueRefundRequest): Promise<Stripe.Coupon> {
  const id = `goodwill-${request.id}`;
  const params: Stripe.CouponCreateParams = {
    id,
    duration: 'once',
    percent_off: 100,
    max_redemptions: 1,
    name: 'Goodwill month',
    metadata: tag(request),
  };
  try {
    if (request.state === 'unknown') return await mapped(() => client.coupons.retrieve(id));
  } catch (error) {
    if (!isDomainError(error) || error.kind !== 'not-found') throw error;
  }
  return mapped(() => client.coupons.create(params, { idempotencyKey: keyOf(request, 'coupon') }));
}

/**
 * Beside the discounts that are there already: an update replaces the whole list. Without a key of its own, because that list may have changed
 * between two attempts; the coupon can be redeemed once only.
 */
async function applyCoupon({ client, mapped }: Door, request: DueRefundRequest, coupon: string): Promise<void> {
  const id = required(request.subscriptionId);
  await mapped(async () => {
    const { discounts } = await client.subscriptions.retrieve(id);
    const kept = discounts.map((discount) => ({ discount: typeof discount === 'string' ? discount : discount.id }));
    await client.subscriptions.update(id, { discounts: [...kept, { coupon }] });
  });
}

function receiptOf({ id, status }: Stripe.Refund): RefundReceipt {
  return { status: statusOf(status), providerRefundId: id, providerCreditNoteId: null };
}

/** Whole lines are named in the note; otherwise Stripe spreads the amount, tax included. */
function extentOf({
  creditLines,
  amountMinor,
}: DueRefundRequest): Pick<Stripe.CreditNoteCreateParams, 'amount' | 'lines'> {
  if (creditLines === null) return { amount: amountMinor };
  return {
    lines: creditLines.map((line) => ({
      type: 'invoice_line_item',
      invoice_line_item: line.invoiceLineId,
      amount: line.amountMinor,
    })),
  };
}

function keyOf({ id }: DueRefundRequest, part: string): string {
  return `refund-request:${id}:${part}`;
}

function tag({ id }: DueRefundRequest): Record<string, string> {
  return { refund_request_id: id };
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
