import type { Anomaly, Finding, FoundPair } from '@wedsync/db/revenue';
import type { Provider } from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import { compareLines, comparePayout, type ExceptionType, type PayoutSums } from '@wedsync/domain/revenue';

/** What is wrong with a movement, ready to keep; nothing when both sides agree. */
export function findingsOfPairs(provider: Provider, pairs: readonly FoundPair[]): Finding[] {
  return pairs.flatMap((pair) => {
    const difference = compareLines(pair);
    if (difference === null) return [];
    const { id: objectId, day, payoutId, supplierId, local, remote } = pair;
    return [
      { ...difference, provider, object: 'balance-transactions', objectId, day, payoutId, supplierId, local, remote },
    ];
  });
}

export function findingsOfPayout(provider: Provider, day: string, sums: PayoutSums): Finding[] {
  const difference = comparePayout(sums);
  if (difference === null) return [];
  const local = { amountMinor: sums.linesMinor, currency: sums.currency, lines: sums.lines };
  const remote = { amountMinor: sums.amountMinor, currency: sums.currency };
  const about = { provider, object: 'payouts', objectId: sums.id, day, payoutId: sums.id, supplierId: null } as const;
  return [{ ...difference, ...about, local, remote }];
}

const words: Readonly<Partial<Record<ExceptionType, (show: string) => string>>> = {
  duplicate: (show) => `${show} was paid, and about as much days before`,
  orphan_refund: (show) => `${show} was given back for a payment that is not known`,
  unmapped_price: (show) => `${show} is billed at a price of no plan`,
  fee_missing: (show) => `${show} was paid, and what the provider kept of it is not known`,
};

export function findingOfAnomaly(anomaly: Anomaly): Finding {
  const show = formatMoney(anomaly);
  return { ...anomaly, payoutId: null, summary: words[anomaly.type]?.(show) ?? show };
}
