import { z } from 'zod';
import type { ActOf } from './acts.ts';
import { luck, post } from './context.ts';
import type { WorldContext } from './context.ts';
import { parameters } from './parameters.ts';
import { between, chance, pick, pickWeighted } from './random.ts';

const chargeView = z.object({
  amount: z.number(),
  amount_refunded: z.number(),
  status: z.string(),
  disputed: z.boolean(),
  payment_method_details: z.object({ type: z.string() }).nullish(),
});
const invoiceView = z.object({
  status: z.string(),
  amount_remaining: z.number(),
  total: z.number(),
  pre_payment_credit_notes_amount: z.number(),
});

/** WedSync gives money back from Stripe's dashboard: all or a share, with a credit note or without. */
export function receiveRefund(context: WorldContext, act: ActOf<'gets-refund'>): void {
  const charge = chargeView.parse(context.engine.store.get(act.charge));
  const left = charge.amount - charge.amount_refunded;
  const amount = act.share === 1 ? left : Math.round(charge.amount * act.share);
  if (charge.status !== 'succeeded' || charge.disputed || amount <= 0 || amount > left) return;
  planFate(context, act);
  if (act.creditNote) {
    post(context, '/v1/credit_notes', {
      invoice: act.invoice,
      amount,
      refund_amount: amount,
      reason: pick(luck(context, 'reason', act.supplier), ['order_change', 'product_unsatisfactory', 'duplicate']),
    });
    return;
  }
  post(context, '/v1/refunds', { charge: act.charge, amount, reason: 'requested_by_customer' });
}

/** What the bank will do with the refund about to be made. */
function planFate(context: WorldContext, { supplier, charge }: ActOf<'gets-refund'>): void {
  const random = luck(context, 'refund-fate', supplier);
  const { refundFailureShare, refundFailureDays, refundPendingShare } = parameters.payments;
  const [soonest, latest] = refundFailureDays;
  if (chance(random, refundFailureShare)) {
    const reason = pick(random, ['expired_or_canceled_card', 'lost_or_stolen_card', 'declined', 'unknown']);
    context.engine.outside.failNextRefund(charge, reason, Math.round(between(random, soonest, latest)));
  } else if (chance(random, refundPendingShare)) {
    context.engine.outside.makeRefundsPending(charge);
  }
}

/** The cardholder goes to the bank; most are gone with it. */
export function openDispute(context: WorldContext, { supplier, charge }: ActOf<'disputes'>): void {
  const view = chargeView.parse(context.engine.store.get(charge));
  if (view.status !== 'succeeded' || view.amount_refunded > 0 || view.disputed) return;
  if (view.payment_method_details?.type !== 'card') return;
  const random = luck(context, 'dispute', supplier);
  const { disputeReasons, inquiryShare, disputeWonShare, disputeClosesDays, disputeChurnShare } = parameters.payments;
  const inquiry = chance(random, inquiryShare);
  const [soonest, latest] = disputeClosesDays;
  context.engine.outside.openDispute(charge, {
    reason: pickWeighted(random, disputeReasons).reason,
    inquiry,
    outcome: inquiry ? 'warning_closed' : chance(random, disputeWonShare) ? 'won' : 'lost',
    closesInDays: Math.round(between(random, soonest, latest)),
  });
  if (inquiry || !chance(random, disputeChurnShare)) return;
  const state = context.state(supplier);
  if (state && state.leaving === null) state.leaving = 'dispute';
  context.agenda.plan(context.now() + 86_400, { kind: 'leaves', supplier, cause: 'dispute', atPeriodEnd: false });
}

/** Part of an unpaid invoice is waived to keep somebody in trouble. */
export function receiveGoodwill(context: WorldContext, { invoice }: ActOf<'gets-goodwill'>): void {
  const view = invoiceView.parse(context.engine.store.get(invoice));
  const amount = Math.round(view.total * 0.25);
  if (view.status !== 'open' || amount >= view.amount_remaining) return;
  post(context, '/v1/credit_notes', { invoice, amount, reason: 'order_change', memo: 'Goodwill' });
}

/** Weeks after the end of a subscription nobody paid: what is still open is given up. */
export function writeOff(context: WorldContext, { supplier, invoice }: ActOf<'is-written-off'>): void {
  const view = invoiceView.parse(context.engine.store.get(invoice));
  if (view.status !== 'open') return;
  // Stripe does not void what a credit note has already reduced.
  const reduced = view.pre_payment_credit_notes_amount > 0;
  const verb = reduced || chance(luck(context, 'write-off', supplier), 0.6) ? 'mark_uncollectible' : 'void';
  post(context, `/v1/invoices/${invoice}/${verb}`, {});
}
