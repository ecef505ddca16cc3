import type { ActOf } from './acts.ts';
import { DAY_SECONDS } from './calendar.ts';
import { luck } from './context.ts';
import type { WorldContext } from './context.ts';
import { parameters } from './parameters.ts';
import type { PlanCode } from './market.ts';
import { paypalPlanKey } from './paypal-shop.ts';
import { between, chance, pickWeighted } from './random.ts';
import { neighbour, newState, planDecision } from './supplier-acts.ts';
import type { SupplierProfile, SupplierState } from './supplier.ts';

/** Signs up and approves at PayPal at once: the plan begins with a free trial there. */
export function signUpAtPaypal(context: WorldContext, { supplier }: ActOf<'signs-up'>): void {
  const profile = context.profile(supplier);
  context.announce(profile);
  const subscriptionId = subscribe(context, profile, profile.firstPlan);
  context.addState(newState(context, profile, { customerId: `paypal:${profile.externalId}`, subscriptionId }));
  planDecision(context, profile);
}

/** Near the end of the trial: who is not convinced cancels before the first payment. */
export function decideAtPaypal(context: WorldContext, { supplier }: ActOf<'adds-payment-method'>): void {
  const state = context.state(supplier);
  if (!state || state.stage !== 'trial') return;
  const { conversionBySteps } = parameters.trial;
  const steps = Math.min(state.milestones.length, conversionBySteps.length - 1);
  if (!chance(luck(context, 'converts', supplier), conversionBySteps[steps] ?? 0))
    context.paypal.cancel(state.subscriptionId, 'Not wanted after the trial');
}

/** Another plan from the next payment on. */
export function reviseAtPaypal(context: WorldContext, { supplier, direction }: ActOf<'changes-plan'>): void {
  const state = context.state(supplier);
  const plan = state && neighbour(state.plan, direction);
  if (!state || !plan || state.stage !== 'paying' || state.leaving) return;
  if (context.paypal.revise(state.subscriptionId, planOf(context, context.profile(supplier), plan))) state.plan = plan;
}

/** PayPal knows no end of the period: whoever leaves, leaves at once. */
export function cancelAtPaypal(context: WorldContext, { supplier, cause }: ActOf<'leaves'>): void {
  const state = context.state(supplier);
  if (!state || state.stage === 'gone') return;
  state.leaving = cause;
  const { feedback } = pickWeighted(luck(context, 'feedback', supplier), parameters.churn.feedback);
  context.paypal.cancel(state.subscriptionId, noteOf(cause, feedback));
}

export function comeBackToPaypal(context: WorldContext, { supplier }: ActOf<'comes-back'>): void {
  const state = context.state(supplier);
  if (!state || state.stage !== 'gone') return;
  const profile = context.profile(supplier);
  Object.assign(state, {
    subscriptionId: subscribe(context, profile, state.plan),
    stage: 'trial',
    engagement: Math.max(state.engagement, 0.2),
    engagementMean: Math.max(state.engagementMean, 0.1),
    leaving: null,
    churnedAt: null,
    churnCause: null,
    inPaymentTrouble: false,
  } satisfies Partial<SupplierState>);
}

/** Rests over the off season: the subscription is suspended. */
export function restAtPaypal(context: WorldContext, { supplier, resumesAt }: ActOf<'pauses'>): void {
  const state = context.state(supplier);
  if (!state || state.stage !== 'paying' || state.leaving || state.interval === 'year') return;
  if (!context.paypal.suspend(state.subscriptionId, 'Paused for the season')) return;
  state.stage = 'paused';
  context.agenda.plan(resumesAt, { kind: 'resumes', supplier });
}

export function wakeAtPaypal(context: WorldContext, { supplier }: ActOf<'resumes'>): void {
  const state = context.state(supplier);
  if (!state || state.stage !== 'paused') return;
  if (context.paypal.activate(state.subscriptionId, 'Back for the season')) state.stage = 'paying';
}

/** WedSync gives money back from PayPal's own pages. */
export function receivePaypalRefund(context: WorldContext, { payment, share }: ActOf<'gets-paypal-refund'>): void {
  const found = context.paypal.payment(payment);
  if (!found) return;
  const total = found.subtotalMinor + found.taxMinor;
  context.paypal.refund(payment, share === 1 ? null : Math.round(total * share));
}

/** The buyer complains to PayPal or to the card's bank; most are gone with it. */
export function disputeAtPaypal(context: WorldContext, { supplier, payment }: ActOf<'disputes-at-paypal'>): void {
  const random = luck(context, 'paypal-dispute', supplier);
  const { paypalDisputeReasons, disputeWonShare, disputeClosesDays, disputeChurnShare, inquiryShare } =
    parameters.payments;
  const [soonest, latest] = disputeClosesDays;
  const opened = context.paypal.openDispute(payment, {
    reason: pickWeighted(random, paypalDisputeReasons).reason,
    stage: chance(random, inquiryShare) ? 'INQUIRY' : 'CHARGEBACK',
    outcome: chance(random, disputeWonShare) ? 'RESOLVED_SELLER_FAVOUR' : 'RESOLVED_BUYER_FAVOUR',
    closesInDays: Math.round(between(random, soonest, latest)),
  });
  if (!opened || !chance(random, disputeChurnShare)) return;
  const state = context.state(supplier);
  if (state && state.leaving === null) state.leaving = 'dispute';
  context.agenda.plan(context.now() + DAY_SECONDS, { kind: 'leaves', supplier, cause: 'dispute', atPeriodEnd: false });
}

/** Why, as it stands in PayPal's note. */
function noteOf(cause: ActOf<'leaves'>['cause'], feedback: string): string {
  if (cause === 'voluntary') return feedback.replaceAll('_', ' ');
  return cause === 'dispute' ? 'Closed after a payment dispute' : 'Payments failed';
}

function subscribe(context: WorldContext, profile: SupplierProfile, plan: PlanCode): string {
  const owner = profile.contacts[0];
  return context.paypal.subscribe({
    planId: planOf(context, profile, plan),
    customId: profile.externalId,
    payer: {
      id: `PAYER${String(profile.number).padStart(8, '0')}`,
      email: owner?.email ?? '',
      name: owner?.name ?? profile.businessName,
      country: profile.country.code,
    },
  });
}

function planOf({ catalogue }: WorldContext, profile: SupplierProfile, plan: PlanCode): string {
  return catalogue.paypalPlans[paypalPlanKey(plan, profile.interval, profile.country.code)] ?? '';
}
