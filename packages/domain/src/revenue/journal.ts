import { calendarDate } from '@wedsync/domain/platform';
import type { Provider } from '@wedsync/domain/billing';

/** The chart of accounts; the database holds the same list with names. */
export const accounts = [
  'ar',
  'revenue',
  'tax_payable',
  'refunds_contra',
  'disputes',
  'dispute_fees',
  'processor_fees',
  'customer_credit',
  'clearing:stripe',
  'reserve:stripe',
  'clearing:paypal',
  'reserve:paypal',
  'in_transit',
  'bank',
  'bad_debt',
  'fx',
  'suspense',
] as const;
export type Account = (typeof accounts)[number];

/** One side of an entry: debits above zero, credits below, integer minor units. */
export type Posting = { readonly account: Account; readonly currency: string; readonly amountMinor: number };

/** What a source posts once. `sourceKind`, `sourceId` and `revision` are its natural key. */
export type JournalEntry = {
  readonly sourceKind: SourceKind;
  readonly sourceId: string;
  readonly revision: number;
  readonly provider: Provider;
  readonly customerId: string | null;
  readonly supplierId: string | null;
  readonly description: string;
  readonly occurredAt: Date;
  /** The kind of the entry (same source) this one takes back. */
  readonly reversesSourceKind: SourceKind | null;
  readonly postings: readonly Posting[];
};

export const sourceKinds = [
  'balance_transaction',
  'balance_transaction_reversed',
  'invoice_finalized',
  'invoice_voided',
  'invoice_uncollectible',
  'invoice_recovered',
  'invoice_paid_outside',
  'invoice_overpaid',
  'credit_note',
  'credit_note_voided',
  'credit_note_bad_debt',
  'credit_note_recovered',
  'customer_credit',
  'payout_paid',
  'payout_failed',
  'write_off',
  'write_off_reversed',
  'bank_transfer_bad_debt',
  'bank_transfer_bad_debt_reversed',
] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** Leaves out lines of zero, which say nothing. */
export function lines(currency: string, amounts: Readonly<Partial<Record<Account, number>>>): Posting[] {
  return accounts.flatMap((account) => {
    const amountMinor = amounts[account] ?? 0;
    return amountMinor === 0 ? [] : [{ account, currency, amountMinor }];
  });
}

/** The same lines with sides swapped: how an entry is taken back. */
export function reversed(postings: readonly Posting[]): Posting[] {
  return postings.map((posting) => ({ ...posting, amountMinor: -posting.amountMinor }));
}

/** An entry that is in the journal, as far as later ones of its source depend on it. */
export type BookedEntry = Pick<JournalEntry, 'sourceKind' | 'revision' | 'postings'>;

/** Sums per currency; all zero for a balanced entry. */
export function imbalance(postings: readonly Posting[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of postings) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return sums;
}

/** Whether both come to the same on every account, in every currency. */
export function samePostings(left: readonly Posting[], right: readonly Posting[]): boolean {
  return [...new Set([...left, ...right].map(({ account }) => account))].every((account) => {
    const of = ({ account: other }: Posting) => other === account;
    const sums = imbalance([...left.filter(of), ...reversed(right.filter(of))]);
    return [...sums.values()].every((sum) => sum === 0);
  });
}

/** The day an entry is booked on: its own, or the first open one when its period is closed, with a note that says so. */
export function bookingDay(occurredAt: Date, closedThrough: string | null): { bookedOn: string; note: string | null } {
  const day = calendarDate(occurredAt);
  if (closedThrough === null || day > closedThrough) return { bookedOn: day, note: null };
  return {
    bookedOn: dayAfter(closedThrough),
    note: `Belongs to ${day}; the books are closed through ${closedThrough}.`,
  };
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
