import type { CreditNoteRow, InvoiceRow } from '@wedsync/domain/billing';
import { latest } from '@wedsync/domain/platform';
import { lines, reversed, type JournalEntry, type Posting, type SourceKind } from './journal.ts';

/** What decides about a note besides itself. */
export type NotedInvoice = Pick<InvoiceRow, 'uncollectibleAt' | 'paidAt' | 'voidedAt'>;

/**
 * Takes revenue and tax back, against the receivable (before payment), the customer's credit, the refund it documents, or the bank. Cash is
 * never posted from a note: a linked refund posts its own. Each entry depends on facts that do not change once known, so the order in which
 * notes and invoices arrive does not matter.
 * @param invoice what the note is about; null while it is not known
 */
export function postingsForCreditNote(note: CreditNoteRow, invoice: NotedInvoice | null = null): JournalEntry[] {
  const known = invoice ?? { uncollectibleAt: null, paidAt: null, voidedAt: null };
  return noteRules.flatMap(({ kind, happenedAt, words, postings, reverses }) => {
    const occurredAt = happenedAt(note, known);
    const posted = occurredAt === null ? [] : postings(note);
    if (occurredAt === null || posted.length === 0) return [];
    const { id: sourceId, provider, customerId, supplierId } = note;
    return [
      {
        sourceKind: kind,
        sourceId,
        revision: 1,
        provider,
        customerId,
        supplierId,
        description: `Credit note ${note.number ?? note.id}${words}`,
        occurredAt,
        reversesSourceKind: reverses ?? null,
        postings: posted,
      },
    ];
  });
}

type NoteRule = {
  readonly kind: SourceKind;
  readonly happenedAt: (note: CreditNoteRow, invoice: NotedInvoice) => Date | null;
  readonly words: string;
  readonly postings: (note: CreditNoteRow) => Posting[];
  readonly reverses?: SourceKind;
};

const noteRules: readonly NoteRule[] = [
  { kind: 'credit_note', happenedAt: (note) => note.createdAt, words: '', postings: issued },
  {
    kind: 'credit_note_bad_debt',
    happenedAt: ({ createdAt }, { uncollectibleAt }) => uncollectibleAt && latest(createdAt, uncollectibleAt),
    words: ' lowers bad debt',
    postings: offBadDebt,
  },
  {
    kind: 'credit_note_recovered',
    happenedAt: ({ voidedAt }, invoice) => invoice.uncollectibleAt && (voidedAt ?? invoice.paidAt ?? invoice.voidedAt),
    words: ' no longer lowers bad debt',
    postings: (note) => reversed(offBadDebt(note)),
    reverses: 'credit_note_bad_debt',
  },
  {
    kind: 'credit_note_voided',
    // A note on an unpaid invoice falls with the invoice.
    happenedAt: ({ voidedAt, prePaymentMinor }, invoice) => voidedAt ?? (prePaymentMinor > 0 ? invoice.voidedAt : null),
    words: ' voided',
    postings: (note) => reversed(issued(note)),
    reverses: 'credit_note',
  },
];

function issued(note: CreditNoteRow): Posting[] {
  const { currency, totalMinor, taxMinor, prePaymentMinor, customerCreditMinor, outOfBandMinor } = note;
  return lines(currency, {
    revenue: totalMinor - taxMinor,
    tax_payable: taxMinor,
    ar: -prePaymentMinor,
    customer_credit: -customerCreditMinor,
    bank: -outOfBandMinor,
    refunds_contra: -(totalMinor - prePaymentMinor - customerCreditMinor - outOfBandMinor),
  });
}

/** Giving the invoice up turned the whole receivable into bad debt: what the note takes off is not lost, and nothing is receivable. */
function offBadDebt({ currency, prePaymentMinor }: CreditNoteRow): Posting[] {
  return lines(currency, { bad_debt: -prePaymentMinor, ar: prePaymentMinor });
}
