import type { InvoiceRow } from '@wedsync/domain/billing';
import { latest } from '@wedsync/domain/platform';
import {
  lines,
  reversed,
  samePostings,
  type BookedEntry,
  type JournalEntry,
  type Posting,
  type SourceKind,
} from './journal.ts';

/**
 * Every entry an invoice stands for in its present state, in the order they happened. A later state contains the entries of all earlier ones, so the
 * order in which states arrive does not matter. Entries that take another back mirror the one that is in the journal, whatever the invoice says by now.
 * @param booked what is in the journal of this invoice
 */
export function postingsForInvoice(invoice: InvoiceRow, booked: readonly BookedEntry[] = []): JournalEntry[] {
  if (invoice.finalizedAt === null) return [];
  const happened = invoiceRules.flatMap(({ happenedAt, postings, ...rule }) => {
    const occurredAt = happenedAt(invoice);
    return occurredAt === null ? [] : [entryOf(invoice, { ...rule, occurredAt, postings: postings(invoice, booked) })];
  });
  return [...happened, ...lossEntries(invoice, booked)].filter(({ postings }) => postings.length > 0);
}

/** Kinds of entries that later ones of the same invoice depend on. */
export const invoiceSourceKinds: readonly SourceKind[] = [
  'invoice_finalized',
  'invoice_uncollectible',
  'invoice_recovered',
];

/** Whether what an invoice stands for depends on what is in the journal of it. */
export function takesBack({ voidedAt, uncollectibleAt }: InvoiceRow): boolean {
  return voidedAt !== null || uncollectibleAt !== null;
}

type InvoiceRule = {
  readonly sourceKind: SourceKind;
  readonly happenedAt: (invoice: InvoiceRow) => Date | null;
  readonly words: string;
  readonly postings: (invoice: InvoiceRow, booked: readonly BookedEntry[]) => Posting[];
  readonly reversesSourceKind?: SourceKind;
};

const invoiceRules: readonly InvoiceRule[] = [
  {
    sourceKind: 'invoice_finalized',
    happenedAt: (invoice) => invoice.finalizedAt,
    words: 'finalised',
    postings: finalized,
  },
  {
    sourceKind: 'invoice_paid_outside',
    happenedAt: (invoice) => invoice.paidAt,
    words: 'paid outside the provider',
    postings: ({ currency, paidOffProviderMinor: paid }) => lines(currency, { bank: paid, ar: -paid }),
  },
  {
    sourceKind: 'invoice_overpaid',
    happenedAt: (invoice) => invoice.paidAt,
    words: 'overpaid',
    postings: ({ currency, overpaidMinor: over }) => lines(currency, { ar: over, customer_credit: -over }),
  },
  {
    sourceKind: 'invoice_voided',
    happenedAt: (invoice) => invoice.voidedAt,
    words: 'voided',
    postings: (invoice, booked) => reversed(newest(booked, 'invoice_finalized')?.postings ?? finalized(invoice)),
    reversesSourceKind: 'invoice_finalized',
  },
];

type Happened = {
  readonly sourceKind: SourceKind;
  readonly words: string;
  readonly occurredAt: Date;
  readonly postings: readonly Posting[];
  readonly reversesSourceKind?: SourceKind | null;
  readonly revision?: number;
};

function entryOf(invoice: InvoiceRow, { words, reversesSourceKind = null, revision = 1, ...happened }: Happened) {
  const { id: sourceId, provider, customerId, supplierId, number } = invoice;
  const description = `Invoice ${number ?? sourceId} ${words}`;
  return { ...happened, revision, sourceId, provider, customerId, supplierId, description, reversesSourceKind };
}

/**
 * What is lost on an invoice that was given up. A payment that comes afterwards, of a part or of all, takes back the loss as it was booked; what is
 * still lost then is booked anew.
 */
function lossEntries(invoice: InvoiceRow, booked: readonly BookedEntry[]): JournalEntry[] {
  const { uncollectibleAt, paidAt, voidedAt, asOf } = invoice;
  if (uncollectibleAt === null) return [];
  const overAt = paidAt ?? voidedAt;
  const last = newest(booked, 'invoice_uncollectible');
  if (last === undefined) {
    const lost = loss(invoice, 1, uncollectibleAt);
    return overAt === null ? [lost] : [lost, recovery(invoice, lost, overAt)];
  }
  const stands = newest(booked, 'invoice_recovered')?.revision !== last.revision;
  const right = overAt === null ? givenUp(invoice) : [];
  if (samePostings(stands ? last.postings : [], right)) return [];
  const changedAt = overAt ?? latest(uncollectibleAt, asOf);
  const recovered = stands ? [recovery(invoice, last, changedAt)] : [];
  return overAt === null ? [...recovered, loss(invoice, last.revision + 1, changedAt)] : recovered;
}

function loss(invoice: InvoiceRow, revision: number, occurredAt: Date): JournalEntry {
  const postings = givenUp(invoice);
  return entryOf(invoice, { sourceKind: 'invoice_uncollectible', words: 'given up', revision, occurredAt, postings });
}

function recovery(invoice: InvoiceRow, { revision, postings }: BookedEntry, occurredAt: Date): JournalEntry {
  return entryOf(invoice, {
    sourceKind: 'invoice_recovered',
    words: 'no longer bad debt',
    revision,
    occurredAt,
    postings: reversed(postings),
    reversesSourceKind: 'invoice_uncollectible',
  });
}

function newest(booked: readonly BookedEntry[], kind: SourceKind): BookedEntry | undefined {
  return booked
    .filter(({ sourceKind }) => sourceKind === kind)
    .toSorted((a, b) => a.revision - b.revision)
    .at(-1);
}

/** Customer credit used on (or, below zero, earned by) the invoice settles that part of the receivable at once. */
function finalized(invoice: InvoiceRow): Posting[] {
  const { currency, totalMinor, taxMinor } = invoice;
  const credit = creditUsed(invoice);
  return lines(currency, {
    ar: totalMinor - credit,
    customer_credit: credit,
    revenue: taxMinor - totalMinor,
    tax_payable: -taxMinor,
  });
}

function creditUsed({ startingBalanceMinor, endingBalanceMinor }: InvoiceRow): number {
  return (endingBalanceMinor ?? startingBalanceMinor) - startingBalanceMinor;
}

/**
 * What was still owed when it was given up; a payment that came afterwards does not lower it. Credit notes before payment are not taken off
 * here but move their part over themselves: an invoice does not say which of them came before it was given up.
 */
function givenUp(invoice: InvoiceRow): Posting[] {
  const paidBefore = invoice.paidAt === null ? invoice.amountPaidMinor : 0;
  const owed = invoice.totalMinor - creditUsed(invoice) - paidBefore;
  return lines(invoice.currency, { bad_debt: owed, ar: -owed });
}
