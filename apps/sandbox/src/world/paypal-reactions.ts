import { z } from 'zod';
import type { PaypalEvent } from '../paypal/index.ts';
import { DAY_SECONDS } from './calendar.ts';
import type { WorldContext } from './context.ts';
import { parameters } from './parameters.ts';
import { between, chance, stream } from './random.ts';
import type { ChurnCause, SupplierState } from './supplier.ts';

const subscriptionView = z.object({ id: z.string(), custom_id: z.string(), status_change_note: z.string().optional() });
const saleView = z.object({ id: z.string(), custom: z.string() });

type Reaction = (context: WorldContext, event: PaypalEvent) => void;

/** What people do because of something that happened at PayPal. They only plan. */
const reactions: Readonly<Record<string, Reaction>> = {
  'PAYMENT.SALE.COMPLETED': paid,
  'BILLING.SUBSCRIPTION.PAYMENT.FAILED': failed,
  'BILLING.SUBSCRIPTION.SUSPENDED': suspended,
  'BILLING.SUBSCRIPTION.CANCELLED': ended,
};

export function reactToPaypal(context: WorldContext, event: PaypalEvent): void {
  reactions[event.event_type]?.(context, event);
}

/** Every payment draws once whether it will be refunded or disputed, never both. */
function paid(context: WorldContext, { resource }: PaypalEvent): void {
  const { id, custom } = saleView.parse(resource);
  const state = stateOf(context, custom);
  if (!state) return;
  state.inPaymentTrouble = false;
  state.payingSince ??= context.now();
  if (state.stage === 'trial') state.stage = 'paying';
  const random = stream(context.seed, 'paypal-afterwards', id);
  const { refundShare, disputeShare, partialRefundShare, refundDays, disputeDays } = parameters.payments;
  const luckyNumber = random();
  const inDays = ([soonest, latest]: readonly [number, number]) =>
    context.now() + Math.round(between(random, soonest, latest) * DAY_SECONDS);
  const supplier = state.number;
  if (luckyNumber < refundShare) {
    const share = chance(random, partialRefundShare) ? Math.round(between(random, 0.15, 0.7) * 100) / 100 : 1;
    context.agenda.plan(inDays(refundDays), { kind: 'gets-paypal-refund', supplier, payment: id, share });
  } else if (luckyNumber < refundShare + disputeShare * parameters.payments.paypalDisputeFactor)
    context.agenda.plan(inDays(disputeDays), { kind: 'disputes-at-paypal', supplier, payment: id });
}

function failed(context: WorldContext, event: PaypalEvent): void {
  const state = stateOf(context, subscriptionView.parse(event.resource).custom_id);
  if (state) state.inPaymentTrouble = true;
}

/** Whoever could not pay and does not care is given up after some days. */
function suspended(context: WorldContext, { resource }: PaypalEvent): void {
  const state = stateOf(context, subscriptionView.parse(resource).custom_id);
  if (!state?.inPaymentTrouble || state.stage === 'gone') return;
  state.leaving = 'involuntary';
  const at = context.now() + parameters.payments.paypalGivenUpDays * DAY_SECONDS;
  context.agenda.plan(at, { kind: 'leaves', supplier: state.number, cause: 'involuntary', atPeriodEnd: false });
}

function ended(context: WorldContext, { resource }: PaypalEvent): void {
  const { id, custom_id } = subscriptionView.parse(resource);
  const state = stateOf(context, custom_id);
  if (!state || state.subscriptionId !== id || state.stage === 'gone') return;
  const cause: ChurnCause = state.payingSince === null ? 'trial_ended' : (state.leaving ?? 'voluntary');
  Object.assign(state, { stage: 'gone', churnedAt: context.now(), churnCause: cause, leaving: cause });
  if (cause === 'trial_ended') return;
  const random = stream(context.seed, 'win-back', state.number, context.now());
  const { winBackShare, winBackDays } = parameters.churn;
  const at = Math.round(context.now() + between(random, winBackDays[0], winBackDays[1]) * DAY_SECONDS);
  if (chance(random, winBackShare)) context.agenda.plan(at, { kind: 'comes-back', supplier: state.number });
}

/** `wed_000012` is supplier 12. */
function stateOf(context: WorldContext, externalId: string): SupplierState | undefined {
  return context.state(Number(externalId.slice(externalId.indexOf('_') + 1)));
}
