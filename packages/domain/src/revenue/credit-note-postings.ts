import type { CreditNoteRow } from '@wedsync/domain/billing';
import { lines, reversed, type JournalEntry, type Posting } from './journal.ts';

/**
 * Takes revenue and tax back, against the receivable (before payment), the customer's credit, the refund it documents, or the bank. Cash is
 * never posted from a note: a linked refund posts its own.
 * @param invoiceVoidedAt a note on an unpaid invoice falls with the invoice
 */
export function postingsForCreditNote(note: CreditNoteRow, invoiceVoidedAt: Date | null = null): JournalEntry[] {
  const postings = issued(note);
  if (postings.length === 0) return [];
  const { id: sourceId, provider, customerId, supplierId } = note;
  const shared = { sourceId, revision: 1, provider, customerId, supplierId };
  const name = note.number ?? note.id;
  const entry: JournalEntry = {
    ...shared,
    sourceKind: 'credit_note',
    description: `Credit note ${name}`,
    occurredAt: note.createdAt,
    reversesSourceKind: null,
    postings,
  };
  const voidedAt = note.voidedAt ?? (note.prePaymentMinor > 0 ? invoiceVoidedAt : null);
  if (voidedAt === null) return [entry];
  const taken: JournalEntry = {
    ...shared,
    sourceKind: 'credit_note_voided',
    description: `Credit note ${name} voided`,
    occurredAt: voidedAt,
    reversesSourceKind: 'credit_note',
    postings: reversed(postings),
  };
  return [entry, taken];
}

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
