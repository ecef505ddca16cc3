import type { Provider, StatementLine } from '@wedsync/domain/billing';
import type { RefreshDeps } from '../apply/refresh-objects.ts';

/** A provider's own list of what moved, to hold the books against. */
export type Statement = {
  readonly provider: Provider;
  /** What happened less than this long ago may be missing on one of the sides. */
  readonly lagMs: number;
  /** Everything that moved in [from, to), by the page. */
  readonly lines: (from: Date, to: Date) => AsyncGenerator<StatementLine[]>;
  /** What a payout carried; null where the provider does not say. */
  readonly payout: ((payoutId: string) => AsyncGenerator<StatementLine[]>) | null;
  /** Asks again for what a line stands for and mirrors it. @throws DomainError not-found when the provider does not have it */
  readonly fetchAgain: (deps: StatementDeps, wanted: Wanted) => Promise<void>;
};

export type StatementDeps = Omit<RefreshDeps, 'source'>;

/** Something to ask for again: a movement, or an object by the resource that shows it here. */
export type Wanted = {
  readonly object: 'balance-transactions' | 'payouts' | 'charges' | 'refunds' | 'subscriptions';
  readonly id: string;
  readonly occurredAt: Date;
  /** Ids of things it hangs on, as far as they are known. */
  readonly related: Readonly<Partial<Record<'charge' | 'price' | 'product', string>>>;
};
