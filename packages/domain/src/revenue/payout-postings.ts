import type { PayoutRow } from '@wedsync/domain/billing';
import { lines, reversed, type JournalEntry } from './journal.ts';

/** Arrival at the bank, and its reversal when the bank sent a paid payout back. Leaving the balance is the balance transaction's to post. */
export function postingsForPayout(payout: PayoutRow): JournalEntry[] {
  if (payout.paidAt === null || payout.amountMinor === 0) return [];
  const shared = { sourceId: payout.id, revision: 1, provider: payout.provider, customerId: null, supplierId: null };
  const postings = lines(payout.currency, { bank: payout.amountMinor, in_transit: -payout.amountMinor });
  const paid: JournalEntry = {
    ...shared,
    sourceKind: 'payout_paid',
    description: `Payout ${payout.id} arrived`,
    occurredAt: payout.paidAt,
    reversesSourceKind: null,
    postings,
  };
  if (payout.failedAt === null) return [paid];
  const failed: JournalEntry = {
    ...shared,
    sourceKind: 'payout_failed',
    description: `Payout ${payout.id} sent back by the bank`,
    occurredAt: payout.failedAt,
    reversesSourceKind: 'payout_paid',
    postings: reversed(postings),
  };
  return [paid, failed];
}
