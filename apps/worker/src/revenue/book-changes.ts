import { mirroredRows, rowsWhere } from '@wedsync/db/billing';
import { emitEvents, type Writer } from '@wedsync/db/platform';
import { bookEntries } from '@wedsync/db/revenue';
import type { BalanceTransactionRow, CreditNoteRow, InvoiceRow } from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import {
  isUnmapped,
  postingsForBalanceTransaction,
  postingsForCreditNote,
  postingsForInvoice,
  postingsForPayout,
  type JournalEntry,
} from '@wedsync/domain/revenue';
import type { AfterMirror } from '../billing/index.ts';

/** Books what the mirror now says, in the transaction that mirrors it. What was booked before is left alone. */
export const bookChanges: AfterMirror = async (writer, { rows, now }) => {
  const invoices = rows('invoices');
  const movements = rows('balanceTransactions');
  await bookEntries(writer, [
    ...invoices.flatMap(postingsForInvoice),
    ...(await entriesOfNotes(writer, rows('creditNotes'), invoices)),
    ...movements.flatMap(postingsForBalanceTransaction),
    ...rows('payouts').flatMap(postingsForPayout),
  ]);
  await tellOfUnmapped(writer, movements, now);
};

/** A note on an unpaid invoice falls when the invoice is voided and moves over to bad debt when it is given up, so these invoices bring their notes. */
async function entriesOfNotes(
  writer: Writer,
  written: readonly CreditNoteRow[],
  invoices: readonly InvoiceRow[],
): Promise<JournalEntry[]> {
  const lost = invoices.filter(({ voidedAt, uncollectibleAt }) => voidedAt !== null || uncollectibleAt !== null);
  const touched = await rowsWhere(
    writer,
    'creditNotes',
    'invoiceId',
    lost.map(({ id }) => id),
  );
  const notes = [...new Map([...touched, ...written].map((note) => [note.id, note])).values()];
  const about = await mirroredRows(writer, 'invoices', [...new Set(notes.map(({ invoiceId }) => invoiceId))]);
  return notes.flatMap((note) => postingsForCreditNote(note, about.get(note.invoiceId) ?? null));
}

/** Money nobody has mapped is in suspense; a person must say where it belongs. */
async function tellOfUnmapped(writer: Writer, movements: readonly BalanceTransactionRow[], now: Date): Promise<void> {
  await emitEvents(
    writer,
    movements.filter(isUnmapped).map((movement) => ({
      type: 'balance_transaction.unmapped',
      supplierId: movement.supplierId,
      resource: 'balance-transactions',
      resourceId: movement.id,
      summary: `${formatMoney(movement)} moved as "${movement.type}", which is not mapped; it is in suspense`,
      payload: { type: movement.type, sourceType: movement.sourceType },
      occurredAt: now,
    })),
  );
}
