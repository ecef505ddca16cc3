import { z } from 'zod';
import type { StripeEvent } from '../stripe/index.ts';
import { DAY_SECONDS } from './calendar.ts';
import type { WorldContext } from './context.ts';
import { idOf } from './context.ts';
import { parameters } from './parameters.ts';
import { between, chance, stream } from './random.ts';
import type { ChurnCause, SupplierState } from './supplier.ts';

const subscriptionEvent = z.object({
  id: z.string(),
  status: z.string(),
  pause_collection: z.unknown(),
  cancellation_details: z.object({ reason: z.string().nullable() }).nullish(),
});
const invoiceEvent = z.object({ id: z.string(), customer: z.string(), attempt_count: z.number() });
const invoicePaymentEvent = z.object({ invoice: z.unknown(), payment: z.object({ payment_intent: z.unknown() }) });
const intentView = z.object({ latest_charge: z.unknown(), customer: z.unknown() });

type Reaction = (context: WorldContext, event: StripeEvent, states: CustomerIndex) => void;

/** Finds the supplier of a Stripe customer. */
export type CustomerIndex = (customerId: string) => SupplierState | undefined;

/** What people do because of something that happened at Stripe. They only plan; nobody calls Stripe from here. */
const reactions: Readonly<Record<string, Reaction>> = {
  'customer.subscription.updated': followSubscription,
  'customer.subscription.deleted': endSubscription,
  'invoice.paid': endTrouble,
  'invoice.payment_failed': beginTrouble,
  'invoice.payment_action_required': beginTrouble,
  'invoice_payment.paid': decideAfterwards,
};

export function react(context: WorldContext, event: StripeEvent, states: CustomerIndex): void {
  reactions[event.type]?.(context, event, states);
}

function followSubscription(context: WorldContext, event: StripeEvent, states: CustomerIndex): void {
  const { state, view } = subscriptionIn(event, states);
  if (!state || state.subscriptionId !== view.id || view.status !== 'active') return;
  state.payingSince ??= context.now();
  if (state.stage === 'trial') state.stage = 'paying';
}

function endSubscription(context: WorldContext, event: StripeEvent, states: CustomerIndex): void {
  const { state, view } = subscriptionIn(event, states);
  if (!state || state.subscriptionId !== view.id || state.stage === 'gone') return;
  const cause = churnCause(state, view.cancellation_details?.reason ?? null);
  Object.assign(state, { stage: 'gone', churnedAt: context.now(), churnCause: cause, leaving: cause });
  if (cause === 'trial_ended') return;
  planReturn(context, state);
  planWriteOffs(context, state);
}

function churnCause(state: SupplierState, reason: string | null): ChurnCause {
  if (state.stage === 'trial') return 'trial_ended';
  if (state.leaving) return state.leaving;
  return reason === 'payment_failed' ? 'involuntary' : 'voluntary';
}

function planReturn(context: WorldContext, state: SupplierState): void {
  const random = stream(context.seed, 'win-back', state.number, context.now());
  const { winBackShare, winBackDays } = parameters.churn;
  const [soonest, latest] = winBackDays;
  const at = Math.round(context.now() + between(random, soonest, latest) * DAY_SECONDS);
  if (chance(random, winBackShare)) context.agenda.plan(at, { kind: 'comes-back', supplier: state.number });
}

function planWriteOffs(context: WorldContext, state: SupplierState): void {
  const page = context.engine.reply({
    method: 'GET',
    path: '/v1/invoices',
    params: { customer: state.customerId, status: 'open', limit: 10 },
  });
  if (!('data' in page) || !Array.isArray(page.data)) return;
  const at = context.now() + 21 * DAY_SECONDS;
  page.data.forEach(({ id }: { id: string }) =>
    context.agenda.plan(at, { kind: 'is-written-off', supplier: state.number, invoice: id }),
  );
}

function endTrouble(_context: WorldContext, event: StripeEvent, states: CustomerIndex): void {
  const state = states(invoiceEvent.parse(event.data.object).customer);
  if (state) state.inPaymentTrouble = false;
}

function beginTrouble(context: WorldContext, event: StripeEvent, states: CustomerIndex): void {
  const invoice = invoiceEvent.parse(event.data.object);
  const state = states(invoice.customer);
  if (!state) return;
  state.inPaymentTrouble = true;
  const random = stream(context.seed, 'goodwill', invoice.id);
  if (invoice.attempt_count > 1 || !chance(random, parameters.payments.goodwillShare)) return;
  const at = context.now() + Math.round(between(random, 0.2, 2) * DAY_SECONDS);
  context.agenda.plan(at, { kind: 'gets-goodwill', supplier: state.number, invoice: invoice.id });
}

/** Every paid charge draws once whether it will be refunded or disputed, never both. */
function decideAfterwards(context: WorldContext, event: StripeEvent, states: CustomerIndex): void {
  const { invoice, payment } = invoicePaymentEvent.parse(event.data.object);
  const invoiceId = idOf(invoice);
  const intent = context.engine.store.get(idOf(payment.payment_intent) ?? '');
  if (!intent || !invoiceId) return;
  const { latest_charge, customer } = intentView.parse(intent);
  const charge = idOf(latest_charge);
  const state = states(idOf(customer) ?? '');
  if (!charge || !state) return;
  const random = stream(context.seed, 'afterwards', charge);
  const { refundShare, disputeShare } = parameters.payments;
  const luckyNumber = random();
  if (luckyNumber < refundShare) planRefund(context, state.number, { charge, invoice: invoiceId });
  else if (luckyNumber < refundShare + disputeShare) planDispute(context, state.number, charge);
}

function planRefund(context: WorldContext, supplier: number, paid: { charge: string; invoice: string }): void {
  const random = stream(context.seed, 'refund', paid.charge);
  const { refundDays, partialRefundShare, creditNoteShare } = parameters.payments;
  const [soonest, latest] = refundDays;
  const partial = chance(random, partialRefundShare);
  const share = partial ? Math.round(between(random, 0.15, 0.7) * 100) / 100 : 1;
  const creditNote = partial && chance(random, creditNoteShare);
  const at = context.now() + Math.round(between(random, soonest, latest) * DAY_SECONDS);
  context.agenda.plan(at, { kind: 'gets-refund', supplier, share, creditNote, ...paid });
}

function planDispute(context: WorldContext, supplier: number, charge: string): void {
  const random = stream(context.seed, 'dispute-day', charge);
  const [soonest, latest] = parameters.payments.disputeDays;
  const at = context.now() + Math.round(between(random, soonest, latest) * DAY_SECONDS);
  context.agenda.plan(at, { kind: 'disputes', supplier, charge });
}

const customerOf = z.object({ customer: z.unknown() });

function subscriptionIn(event: StripeEvent, states: CustomerIndex) {
  const view = subscriptionEvent.parse(event.data.object);
  return { view, state: states(idOf(customerOf.parse(event.data.object).customer) ?? '') };
}
