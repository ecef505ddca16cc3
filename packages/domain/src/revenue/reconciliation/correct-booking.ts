import type { BalanceTransactionRow } from '@wedsync/domain/billing';
import { postingsForBalanceTransaction } from '../balance-transaction-postings.ts';
import { reversed, samePostings, type JournalEntry, type Posting } from '../journal.ts';

/** What stands in the ledger for a movement: how often it was booked, and what all of it together comes to. */
export type Standing = { readonly revision: number; readonly postings: readonly Posting[] };

/**
 * The entries that turn what is booked of a movement into what it is: one that takes back, one that books anew. None when the ledger is right.
 * @param movement as mirrored now; null when it never happened
 */
export function correctBooking(
  movement: BalanceTransactionRow,
  standing: Standing,
  now: Date,
  happened = true,
): JournalEntry[] {
  const right = happened ? postingsForBalanceTransaction(movement) : [];
  if (
    samePostings(
      standing.postings,
      right.flatMap(({ postings }) => postings),
    )
  )
    return [];
  const { id: sourceId, provider, customerId, supplierId } = movement;
  const withdrawn: JournalEntry = {
    sourceKind: 'balance_transaction_reversed',
    sourceId,
    revision: standing.revision,
    provider,
    customerId,
    supplierId,
    description: `Taken back: ${movement.type.replaceAll('_', ' ')} ${movement.sourceId ?? sourceId}`,
    occurredAt: now,
    reversesSourceKind: 'balance_transaction',
    postings: reversed(standing.postings),
  };
  const anew = right.map((entry) => ({ ...entry, revision: standing.revision + 1 }));
  return standing.postings.length === 0 ? anew : [withdrawn, ...anew];
}
