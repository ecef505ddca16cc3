import { z } from 'zod';
import type { PaypalEngine, PaypalEvent } from '../paypal/index.ts';
import type { SubscriptionState, SubscriptionStory } from './subscription-history.ts';

const subscriptionView = z.object({
  id: z.string(),
  plan_id: z.string(),
  custom_id: z.string(),
  status: z.string(),
  start_time: z.string(),
  billing_info: z.object({
    failed_payments_count: z.number(),
    cycle_executions: z.array(z.object({ tenure_type: z.string(), cycles_remaining: z.number() })),
  }),
});
const saleView = z.object({ billing_agreement_id: z.string() });
type View = z.infer<typeof subscriptionView>;

const twelfthsPerInterval = { YEAR: 1, MONTH: 12, WEEK: 52.142857, DAY: 365 } as const;

/** Remembers every state of every PayPal subscription in the words the MRR rules are written in. */
export class PaypalHistory {
  private readonly stories = new Map<string, SubscriptionStory>();
  private readonly engine: PaypalEngine;

  constructor(engine: PaypalEngine, saved: readonly SubscriptionStory[] = []) {
    this.engine = engine;
    saved.forEach((story) => this.stories.set(story.id, story));
    engine.onEvent((event) => this.heed(event));
  }

  list(): SubscriptionStory[] {
    return [...this.stories.values()];
  }

  private heed(event: PaypalEvent): void {
    if (event.event_type.startsWith('BILLING.SUBSCRIPTION.')) this.keepState(subscriptionView.parse(event.resource));
    if (event.event_type === 'PAYMENT.SALE.COMPLETED') this.keepPayment(saleView.parse(event.resource));
  }

  private keepState(view: View): void {
    const plan = this.engine.kernel.plan(view.plan_id);
    const story = this.stories.get(view.id) ?? {
      id: view.id,
      customer: `paypal:${view.custom_id}`,
      currency: plan.currency.toLowerCase(),
      states: [],
      firstPaidAt: null,
    };
    this.stories.set(view.id, story);
    story.states.push({
      at: this.engine.now(),
      ...standing(view),
      grossTwelfths: (plan.priceMinor * twelfthsPerInterval[plan.unit]) / plan.count,
      discounts: [],
    });
  }

  /** A payment also ends the trouble before it, which no event of the subscription says. */
  private keepPayment({ billing_agreement_id }: z.infer<typeof saleView>): void {
    const story = this.stories.get(billing_agreement_id);
    const last = story?.states.at(-1);
    if (!story || !last) return;
    story.firstPaidAt ??= this.engine.now();
    if (last.status !== 'active') story.states.push({ ...last, at: this.engine.now(), status: 'active' });
  }
}

function standing({ status, billing_info }: View): Pick<SubscriptionState, 'status' | 'paused'> {
  const failing = billing_info.failed_payments_count > 0;
  if (status === 'ACTIVE') return { status: failing ? 'past_due' : 'active', paused: false };
  if (status === 'SUSPENDED') return { status: failing ? 'past_due' : 'active', paused: !failing };
  return { status: status === 'APPROVAL_PENDING' ? 'incomplete' : 'canceled', paused: false };
}
