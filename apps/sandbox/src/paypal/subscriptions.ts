import type { IntervalUnit, Payer, Plan, Subscription } from './contract.ts';
import type { Kernel } from './kernel.ts';
import { takePayment } from './payments.ts';
import { subscriptionWire } from './wire.ts';

const DAY = 86_400;
/** PayPal tries a failed payment again after so long. */
const retryAfterDays = 5;

export type NewSubscription = { planId: string; customId: string | null; payer: Payer };

/** Made and approved: the trial runs, or the first payment is taken at once. */
export function createSubscription(kernel: Kernel, { planId, customId, payer }: NewSubscription): Subscription {
  const plan = kernel.plan(planId);
  const now = kernel.now();
  const subscription: Subscription = {
    id: kernel.newId('I-', 12),
    planId,
    status: 'APPROVAL_PENDING',
    note: null,
    customId,
    payer,
    quantity: 1,
    createdAt: now,
    changedAt: now,
    startAt: now,
    trialEndsAt: plan.trialDays > 0 ? now + plan.trialDays * DAY : null,
    nextBillingAt: null,
    cyclesDone: 0,
    failures: 0,
    lastFailureAt: null,
    lastPayment: null,
    generation: 0,
  };
  kernel.state.subscriptions.set(subscription.id, subscription);
  tell(kernel, subscription, 'CREATED', 'A billing subscription was created.');
  return subscription;
}

/** The payer approves: the subscription is active from here on. */
export function approve(kernel: Kernel, subscription: Subscription): void {
  if (subscription.status !== 'APPROVAL_PENDING') return;
  change(kernel, subscription, 'ACTIVE', null);
  planBilling(kernel, subscription, subscription.trialEndsAt ?? kernel.now());
  tell(kernel, subscription, 'ACTIVATED', 'Subscription activated');
}

/** Takes what is due; three failures in a row suspend. */
export function bill(kernel: Kernel, id: string, generation: number): void {
  const subscription = kernel.state.subscriptions.get(id);
  if (subscription?.status !== 'ACTIVE' || subscription.generation !== generation) return;
  const plan = kernel.plan(subscription.planId);
  if (kernel.options.funded?.(subscription, kernel.now()) === false) return fail(kernel, subscription, plan);
  subscription.failures = 0;
  subscription.lastFailureAt = null;
  subscription.cyclesDone += 1;
  planBilling(kernel, subscription, plusInterval(kernel.now(), plan));
  takePayment(kernel, { subscription, plan });
}

function fail(kernel: Kernel, subscription: Subscription, plan: Plan): void {
  subscription.failures += 1;
  subscription.lastFailureAt = kernel.now();
  const last = subscription.failures >= plan.failureThreshold;
  planBilling(kernel, subscription, last ? null : kernel.now() + retryAfterDays * DAY);
  tell(kernel, subscription, 'PAYMENT.FAILED', 'Payment failed on subscription');
  if (last) suspend(kernel, subscription, 'Maximum number of failed payments reached');
}

export function suspend(kernel: Kernel, subscription: Subscription, note: string): boolean {
  if (subscription.status !== 'ACTIVE') return false;
  change(kernel, subscription, 'SUSPENDED', note);
  planBilling(kernel, subscription, null);
  tell(kernel, subscription, 'SUSPENDED', 'A billing subscription was suspended.');
  return true;
}

/** Lives again; what was missed while it rested is not charged. */
export function activate(kernel: Kernel, subscription: Subscription, note: string): boolean {
  if (subscription.status !== 'SUSPENDED') return false;
  change(kernel, subscription, 'ACTIVE', note);
  subscription.failures = 0;
  subscription.lastFailureAt = null;
  planBilling(kernel, subscription, Math.max(kernel.now(), subscription.trialEndsAt ?? 0) + DAY);
  tell(kernel, subscription, 'RE-ACTIVATED', 'A billing subscription was re-activated.');
  return true;
}

export function cancel(kernel: Kernel, subscription: Subscription, note: string): boolean {
  if (subscription.status !== 'ACTIVE' && subscription.status !== 'SUSPENDED') return false;
  change(kernel, subscription, 'CANCELLED', note);
  planBilling(kernel, subscription, null);
  tell(kernel, subscription, 'CANCELLED', 'Subscription cancelled');
  return true;
}

/** Another plan from the next payment on: PayPal does not prorate. */
export function revise(kernel: Kernel, subscription: Subscription, planId: string): boolean {
  if (subscription.status !== 'ACTIVE') return false;
  kernel.plan(planId);
  subscription.planId = planId;
  subscription.changedAt = kernel.now();
  tell(kernel, subscription, 'UPDATED', 'A billing subscription was updated');
  return true;
}

function change(kernel: Kernel, subscription: Subscription, status: Subscription['status'], note: string | null): void {
  subscription.status = status;
  subscription.note = note;
  subscription.changedAt = kernel.now();
}

function planBilling(kernel: Kernel, subscription: Subscription, at: number | null): void {
  subscription.generation += 1;
  subscription.nextBillingAt = at;
  const { id, generation } = subscription;
  if (at !== null) kernel.agenda.plan(at, { kind: 'bills', subscription: id, generation });
}

function tell(kernel: Kernel, subscription: Subscription, what: string, summary: string): void {
  const resource = subscriptionWire(subscription, kernel.plan(subscription.planId));
  kernel.emit(`BILLING.SUBSCRIPTION.${what}`, 'subscription', summary, resource);
}

const fixedDays: Readonly<Partial<Record<IntervalUnit, number>>> = { DAY: 1, WEEK: 7 };

/** The same day of a later month, or its last when it is shorter. */
function plusInterval(from: number, { unit, count }: Plan): number {
  const days = fixedDays[unit];
  if (days !== undefined) return from + days * count * DAY;
  const date = new Date(from * 1_000);
  const months = unit === 'YEAR' ? 12 * count : count;
  const wanted = new Date(date);
  wanted.setUTCDate(1);
  wanted.setUTCMonth(wanted.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(wanted.getUTCFullYear(), wanted.getUTCMonth() + 1, 0)).getUTCDate();
  wanted.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return wanted.getTime() / 1_000;
}
