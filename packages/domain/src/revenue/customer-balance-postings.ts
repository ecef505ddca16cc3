import type { CustomerBalanceTransactionRow } from '@wedsync/domain/billing';
import { lines, type JournalEntry } from './journal.ts';

/** Moves of the balance that no invoice, credit note or payment tells of by itself: goodwill that somebody gave, or took back. */
const given: ReadonlySet<string> = new Set(['adjustment']);

/** Credit given out of goodwill lowers what was earned, as a refund does, and is owed to the customer until an invoice uses it. */
export function postingsForCustomerBalance(move: CustomerBalanceTransactionRow): JournalEntry[] {
  const { id: sourceId, type, provider, customerId, supplierId, currency, amountMinor, description, createdAt } = move;
  if (!given.has(type) || amountMinor === 0) return [];
  return [
    {
      sourceKind: 'customer_credit',
      sourceId,
      revision: 1,
      provider,
      customerId,
      supplierId,
      description: `Credit ${amountMinor < 0 ? 'given to' : 'taken from'} the customer${description === null ? '' : `: ${description}`}`,
      occurredAt: createdAt,
      reversesSourceKind: null,
      postings: lines(currency, { refunds_contra: -amountMinor, customer_credit: amountMinor }),
    },
  ];
}
