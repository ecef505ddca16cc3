import type { ActOf } from './acts.ts';
import { DAY_SECONDS } from './calendar.ts';
import { luck, post } from './context.ts';
import type { WorldContext } from './context.ts';
import { plans } from './market.ts';
import { parameters } from './parameters.ts';
import type { PlanCode } from './market.ts';
import { addMethod } from './payment-acts.ts';
import { between, chance, normal, pickWeighted, stream } from './random.ts';
import { isAlive, subscriptionOf } from './subscription.ts';
import type { SupplierProfile, SupplierState } from './supplier.ts';

/** A supplier signs up: the host application knows it, Stripe has a customer and a trial without payment method. */
export function signUp(context: WorldContext, { supplier }: ActOf<'signs-up'>): void {
  const profile = context.profile(supplier);
  context.announce(profile);
  const customer = createCustomer(context, profile);
  const subscription = post(context, '/v1/subscriptions', {
    ...subscriptionTerms(context, profile, profile.firstPlan),
    customer: customer.id,
    trial_period_days: parameters.billing.trialDays,
    trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
    ...(profile.couponId ? { discounts: [{ coupon: profile.couponId }] } : {}),
  });
  context.addState(newState(context, profile, { customerId: customer.id, subscriptionId: subscription.id }));
  planDecision(context, profile);
}

/** A day before the trial ends, or earlier. */
export function planDecision({ seed, agenda }: WorldContext, { number, signedUpAt }: SupplierProfile): void {
  const decidesAt = signedUpAt + (parameters.billing.trialDays - 1) * DAY_SECONDS;
  const random = stream(seed, 'decision', number);
  const early = chance(random, 0.3) ? between(random, 2, 10) * DAY_SECONDS : 0;
  agenda.plan(Math.round(decidesAt - early), { kind: 'adds-payment-method', supplier: number });
}

/** Near the end of the trial: who got far enough in the onboarding is likelier to pay. */
export function addPaymentMethod(context: WorldContext, { supplier }: ActOf<'adds-payment-method'>): void {
  const state = context.state(supplier);
  if (!state || state.stage !== 'trial') return;
  const { conversionBySteps } = parameters.trial;
  const steps = Math.min(state.milestones.length, conversionBySteps.length - 1);
  if (chance(luck(context, 'converts', supplier), conversionBySteps[steps] ?? 0)) addMethod(context, state);
}

/** One plan up or down, with proration. */
export function changePlan(context: WorldContext, { supplier, direction }: ActOf<'changes-plan'>): void {
  const state = context.state(supplier);
  if (!state || state.stage !== 'paying' || state.leaving) return;
  const subscription = subscriptionOf(context, state);
  const plan = neighbour(state.plan, direction);
  if (!plan || subscription?.status !== 'active') return;
  state.plan = plan;
  post(context, `/v1/subscriptions/${state.subscriptionId}`, {
    items: [{ id: subscription.itemId, price: priceOf(context, context.profile(supplier), plan) }],
    proration_behavior: 'create_prorations',
  });
}

/** Leaves at once or at the end of the paid period. */
export function leave(context: WorldContext, { supplier, cause, atPeriodEnd }: ActOf<'leaves'>): void {
  const state = context.state(supplier);
  if (!state || !isAlive(subscriptionOf(context, state))) return;
  state.leaving = cause;
  const { feedback } = pickWeighted(luck(context, 'feedback', supplier), parameters.churn.feedback);
  const cancellation_details = cause === 'voluntary' ? { feedback } : { comment: 'Closed after a payment dispute' };
  const path = `/v1/subscriptions/${state.subscriptionId}`;
  if (atPeriodEnd) post(context, path, { cancel_at_period_end: true, cancellation_details });
  else context.engine.request({ method: 'DELETE', path, params: { cancellation_details } });
}

/** Comes back months later with a new subscription and a new card. */
export function comeBack(context: WorldContext, { supplier }: ActOf<'comes-back'>): void {
  const state = context.state(supplier);
  if (!state || state.stage !== 'gone') return;
  const profile = context.profile(supplier);
  state.subscriptionId = '';
  addMethod(context, state);
  const subscription = post(context, '/v1/subscriptions', {
    ...subscriptionTerms(context, profile, state.plan),
    customer: state.customerId,
    default_payment_method: state.paymentMethodId,
  });
  Object.assign(state, {
    subscriptionId: subscription.id,
    stage: 'paying',
    engagement: Math.max(state.engagement, 0.2),
    engagementMean: Math.max(state.engagementMean, 0.1),
    leaving: null,
    churnedAt: null,
    churnCause: null,
    inPaymentTrouble: false,
    payingSince: context.now(),
  });
}

/** Rests over the off season: Stripe goes on making invoices but voids them. */
export function pause(context: WorldContext, { supplier, resumesAt }: ActOf<'pauses'>): void {
  const state = context.state(supplier);
  if (!state || state.stage !== 'paying' || state.leaving || state.interval === 'year') return;
  if (subscriptionOf(context, state)?.status !== 'active') return;
  state.stage = 'paused';
  post(context, `/v1/subscriptions/${state.subscriptionId}`, {
    pause_collection: { behavior: 'void', resumes_at: resumesAt },
  });
  context.agenda.plan(resumesAt, { kind: 'resumes', supplier });
}

/** Back for the season; Stripe takes the pause away by itself at the same moment, asking again does no harm. */
export function resume(context: WorldContext, { supplier }: ActOf<'resumes'>): void {
  const state = context.state(supplier);
  if (!state || state.stage !== 'paused' || !isAlive(subscriptionOf(context, state))) return;
  state.stage = 'paying';
  post(context, `/v1/subscriptions/${state.subscriptionId}`, { pause_collection: '' });
}

export function publishGallery(context: WorldContext, { supplier }: ActOf<'publishes-gallery'>): void {
  const state = context.state(supplier);
  if (!state || state.stage === 'gone') return;
  const at = context.now() + Math.floor(luck(context, 'gallery', supplier)() * 40_000) + 30_000;
  context.use({ at, supplier, id: `${context.profile(supplier).externalId}-gallery-${at}`, name: 'gallery.published' });
}

function createCustomer(context: WorldContext, profile: SupplierProfile): { id: string } {
  const owner = profile.contacts[0];
  return post(context, '/v1/customers', {
    name: profile.businessName,
    email: owner?.email,
    phone: owner?.phone,
    address: { country: profile.country.code, city: profile.region.name },
    metadata: { supplier_external_id: profile.externalId },
  });
}

function subscriptionTerms(context: WorldContext, profile: SupplierProfile, plan: PlanCode): Record<string, unknown> {
  return {
    items: [{ price: priceOf(context, profile, plan) }],
    default_tax_rates: [context.catalogue.taxRates[profile.country.code]],
    metadata: { supplier_external_id: profile.externalId },
  };
}

function priceOf(context: WorldContext, profile: SupplierProfile, plan: PlanCode): string | undefined {
  return context.catalogue.prices[`${plan}_${profile.interval}_${profile.country.currency}`];
}

export function neighbour(plan: PlanCode, direction: 'up' | 'down'): PlanCode | undefined {
  const rank = plans.findIndex(({ code }) => code === plan);
  return plans[rank + (direction === 'up' ? 1 : -1)]?.code;
}

type ProviderIds = Pick<SupplierState, 'customerId' | 'subscriptionId'>;

export function newState(context: WorldContext, profile: SupplierProfile, ids: ProviderIds): SupplierState {
  const random = stream(context.seed, 'character', profile.number);
  const engagementMean = normal(random, 0, parameters.engagement.initialDeviation);
  const { features, featuresAtStart } = parameters.use;
  const offset = Math.floor(random() * features.length);
  return {
    ...ids,
    number: profile.number,
    stage: 'trial',
    engagement: engagementMean + normal(random, 0.2, 0.3),
    engagementMean,
    milestones: [],
    features: Array.from(
      { length: featuresAtStart },
      (_, index) => features[(offset + index) % features.length] ?? 'calendar',
    ),
    openTickets: 0,
    plan: profile.firstPlan,
    interval: profile.interval,
    paymentMethodId: null,
    inPaymentTrouble: false,
    payingSince: null,
    leaving: null,
    churnedAt: null,
    churnCause: null,
    eventCounts: {},
  };
}
