import { DAY_MS, HOUR_MS } from '@wedsync/domain/platform';

/** A source of facts, and how old its newest may be before someone should look. */
export type FreshnessSource = {
  readonly name: FreshnessName;
  readonly title: string;
  /** What "as of" means for it. */
  readonly meaning: string;
  readonly staleAfterMs: number;
};

export const freshnessNames = ['stripe-events', 'product-events', 'ledger', 'fx-rates', 'health', 'outbox'] as const;
export type FreshnessName = (typeof freshnessNames)[number];

export const freshnessSources: readonly FreshnessSource[] = [
  { name: 'stripe-events', title: 'Stripe', meaning: 'Last event received from Stripe', staleAfterMs: 6 * HOUR_MS },
  {
    name: 'product-events',
    title: 'Product use',
    meaning: 'Last use reported by the host application',
    staleAfterMs: HOUR_MS,
  },
  { name: 'ledger', title: 'Ledger', meaning: 'Last journal entry recorded', staleAfterMs: DAY_MS },
  // Published on working days only; Easter is the longest wait.
  { name: 'fx-rates', title: 'Exchange rates', meaning: 'Last daily rates taken in', staleAfterMs: 6 * DAY_MS },
  { name: 'health', title: 'Health scores', meaning: 'Last score computed', staleAfterMs: 26 * HOUR_MS },
  { name: 'outbox', title: 'Events', meaning: 'Last event told to the rest of the house', staleAfterMs: 6 * HOUR_MS },
];

export type FreshnessStanding = 'fresh' | 'stale' | 'never';

export function freshnessStanding(asOf: Date | null, staleAfterMs: number, now: Date): FreshnessStanding {
  if (asOf === null) return 'never';
  return now.getTime() - asOf.getTime() > staleAfterMs ? 'stale' : 'fresh';
}
