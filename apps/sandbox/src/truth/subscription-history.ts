import { z } from 'zod';
import type { StripeEngine, StripeEvent } from '../stripe/index.ts';
import { couponView, discountView, subscriptionView } from './stripe-views.ts';
import type { SubscriptionView } from './stripe-views.ts';

/** A discount that lowers MRR (repeating or forever), as it is attached to a subscription. */
export interface RecurringDiscount {
  percentOff: number;
  /** Twelve times the monthly share of a fixed amount off each invoice. */
  amountOffTwelfths: number;
  endsAt: number | null;
}

/** How a subscription was from one moment on. */
export interface SubscriptionState {
  at: number;
  status: string;
  paused: boolean;
  /** Twelve times the monthly amount before discounts, minor units: whole for months and years. */
  grossTwelfths: number;
  discounts: RecurringDiscount[];
}

export interface SubscriptionStory {
  id: string;
  customer: string;
  currency: string;
  states: SubscriptionState[];
  /** First invoice above zero that was paid; MRR begins here. */
  firstPaidAt: number | null;
}

const paidInvoice = z.object({
  total: z.number(),
  parent: z.object({ subscription_details: z.object({ subscription: z.string() }).nullish() }).nullish(),
});

/** Remembers every state of every subscription, because Stripe's objects only know the present. */
export class SubscriptionHistory {
  private readonly stories = new Map<string, SubscriptionStory>();
  private readonly engine: StripeEngine;

  constructor(engine: StripeEngine, saved: readonly SubscriptionStory[] = []) {
    this.engine = engine;
    saved.forEach((story) => this.stories.set(story.id, story));
    engine.onEvent((event) => this.heed(event));
  }

  list(): SubscriptionStory[] {
    return [...this.stories.values()];
  }

  private heed(event: StripeEvent): void {
    if (event.type.startsWith('customer.subscription.')) this.keepState(event);
    if (event.type === 'invoice.paid') this.keepPayment(event);
  }

  private keepState(event: StripeEvent): void {
    if (event.data.object.object !== 'subscription') return;
    const subscription = subscriptionView.parse(event.data.object);
    this.story(subscription).states.push(stateAt(event.created, subscription, this.engine));
  }

  private keepPayment(event: StripeEvent): void {
    const { total, parent } = paidInvoice.parse(event.data.object);
    const story = this.stories.get(parent?.subscription_details?.subscription ?? '');
    if (story && total > 0) story.firstPaidAt ??= event.created;
  }

  private story({ id, customer, currency }: SubscriptionView): SubscriptionStory {
    const known = this.stories.get(id);
    if (known) return known;
    const story: SubscriptionStory = { id, customer, currency, states: [], firstPaidAt: null };
    this.stories.set(id, story);
    return story;
  }
}

/** A Stripe subscription as the MRR rules see it. */
export function stateAt(at: number, subscription: SubscriptionView, engine: StripeEngine): SubscriptionState {
  return {
    at,
    status: subscription.status,
    paused: subscription.pause_collection !== null,
    grossTwelfths: subscription.items.data.reduce((sum, item) => sum + itemTwelfths(item), 0),
    discounts: subscription.discounts.flatMap((id) => recurringDiscount(id, subscription, engine)),
  };
}

type Item = SubscriptionView['items']['data'][number];

/** Months per interval times twelve: 12 for a month, 1 for a year; weeks and days as in the definition of MRR. */
const twelfthsPerInterval = { year: 1, month: 12, week: 52.142857, day: 365 };

function itemTwelfths({ quantity, price }: Item): number {
  return (
    (quantity * price.unit_amount * twelfthsPerInterval[price.recurring.interval]) / price.recurring.interval_count
  );
}

function invoiceTwelfths({ recurring }: Item['price']): number {
  return twelfthsPerInterval[recurring.interval] / recurring.interval_count;
}

function recurringDiscount(id: string, { items }: SubscriptionView, engine: StripeEngine): RecurringDiscount[] {
  const stored = engine.store.get(id);
  if (!stored) return [];
  const discount = discountView.parse(stored);
  const coupon = couponView.parse(engine.store.get(discount.source.coupon));
  if (coupon.duration === 'once') return [];
  const [item] = items.data;
  const amountOffTwelfths = item ? (coupon.amount_off ?? 0) * invoiceTwelfths(item.price) : 0;
  return [{ percentOff: coupon.percent_off ?? 0, amountOffTwelfths, endsAt: discount.end }];
}
