import { plusMs, DAY_MS } from '@wedsync/domain/platform';

/** How often the network lets a declined card be asked again; beyond it every attempt costs a fee and goodwill. */
type NetworkCap = { readonly attempts: number; readonly days: number };

/**
 * Visa: 20 reattempts in 30 days since 19 May 2025. Mastercard: 10 in 24 hours and 35 in 30 days. Other networks publish none; they get the strictest.
 */
const caps: Readonly<Record<string, readonly NetworkCap[]>> = {
  visa: [{ attempts: 20, days: 30 }],
  mastercard: [
    { attempts: 10, days: 1 },
    { attempts: 35, days: 30 },
  ],
};
const strictest: readonly NetworkCap[] = [
  { attempts: 10, days: 1 },
  { attempts: 20, days: 30 },
];

/** The longest window any cap looks back over. */
export const capWindowDays = 30;

export type CapStanding = NetworkCap & { readonly used: number; readonly left: number };

/**
 * The cap that leaves least room for a card.
 * @param brand as the provider writes it
 * @param failedAt when attempts with the card failed, across all customers and subscriptions, in any order
 */
export function capStanding(brand: string | null, failedAt: readonly Date[], now: Date): CapStanding {
  const standings = (caps[brand ?? ''] ?? strictest).map((cap) => {
    const since = plusMs(now, -cap.days * DAY_MS);
    const used = failedAt.filter((at) => at > since).length;
    return { ...cap, used, left: Math.max(0, cap.attempts - used) };
  });
  return standings.reduce((tightest, next) => (next.left < tightest.left ? next : tightest));
}
