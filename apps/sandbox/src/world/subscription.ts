import { z } from 'zod';
import type { WorldContext } from './context.ts';
import type { SupplierState } from './supplier.ts';

/** The parts of a Stripe subscription that the world looks at. */
const subscriptionView = z.object({
  status: z.string(),
  items: z.object({ data: z.array(z.object({ id: z.string(), current_period_end: z.number() })).min(1) }),
  pause_collection: z.unknown(),
});

export interface SubscriptionView {
  status: string;
  itemId: string;
  renewsAt: number;
}

/** The supplier's subscription as Stripe has it now; null when there is none. */
export function subscriptionOf(context: WorldContext, state: SupplierState): SubscriptionView | null {
  const stored = context.engine.store.get(state.subscriptionId);
  if (!stored) return null;
  const { status, items } = subscriptionView.parse(stored);
  const [item] = items.data;
  return item ? { status, itemId: item.id, renewsAt: item.current_period_end } : null;
}

/** When the running period ends, or null when nothing will renew. */
export function renewalOf(context: WorldContext, state: SupplierState): number | null {
  const subscription = subscriptionOf(context, state);
  return subscription && subscription.status !== 'canceled' ? subscription.renewsAt : null;
}

export function isAlive(subscription: SubscriptionView | null): subscription is SubscriptionView {
  return subscription !== null && ['trialing', 'active', 'past_due'].includes(subscription.status);
}
