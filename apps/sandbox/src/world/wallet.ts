import type { Subscription } from '../paypal/index.ts';
import { declineChance, type RecentDeclines } from './decline-chance.ts';
import { parameters } from './parameters.ts';
import { chance, stream } from './random.ts';

/** Whether a payer's wallet holds the money: like a card, it fails at some renewals, and often at the next tries too. */
export function walletOf(seed: number, recent: RecentDeclines): (subscription: Subscription, at: number) => boolean {
  const { paypalStuckShare } = parameters.payments;
  return (subscription, at) => {
    const random = stream(seed, 'paypal-wallet', subscription.id, at);
    return !chance(random, subscription.failures === 0 ? declineChance(at, recent) : paypalStuckShare);
  };
}
