import { mirroredRows, rowsWhere } from '@wedsync/db/billing';
import { emitEvents, type Writer } from '@wedsync/db/platform';
import { bookedEntries, bookEntries, yieldToProvider } from '@wedsync/db/revenue';
import { raiseTask } from '@wedsync/db/suppliers';
import type { BalanceTransactionRow, CreditNoteRow, InvoiceRow } from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import {
  invoiceSourceKinds,
  isUnmapped,
  postingsForBalanceTransaction,
  postingsForCreditNote,
  postingsForCustomerBalance,
  postingsForInvoice,
  postingsForPayout,
  takesBack,
  type BookedEntry,
  type JournalEntry,
} from '@wedsync/domain/revenue';
import type { AfterMirror } from '../billing/index.ts';

/** Books what the mirror now says, in the transaction that mirrors it. What was booked before is left alone. */
export const bookChanges: AfterMirror = async (writer, { rows, now }) => {
  const invoices = rows('invoices');
  const movements = rows('balanceTransactions');
  await makeRoom(writer, invoices, now);
  const booked = await bookedOf(writer, invoices.filter(takesBack));
  await bookEntries(writer, [
    ...invoices.flatMap((invoice) => postingsForInvoice(invoice, booked.get(invoice.id))),
    ...(await entriesOfNotes(writer, rows('creditNotes'), invoices)),
    ...movements.flatMap(postingsForBalanceTransaction),
    ...rows('customerBalanceTransactions').flatMap(postingsForCustomerBalance),
    ...rows('payouts').flatMap(postingsForPayout),
  ]);
  await tellOfUnmapped(writer, movements, now);
};

/** What staff booked of an invoice gives way once the provider settles it. Money that came to the bank beside that is for a person to look at. */
async function makeRoom(writer: Writer, invoices: readonly InvoiceRow[], now: Date): Promise<void> {
  const about = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  for (const payment of await yieldToProvider(writer, invoices, now)) {
    const settledOutside = about.get(payment.invoiceId)?.paidOffProviderMinor ?? 0;
    if (payment.kind !== 'bank_transfer' || payment.supplierId === null || settledOutside >= payment.amountMinor)
      continue;
    await raiseTask(writer, {
      supplierId: payment.supplierId,
      type: 'reconciliation',
      reason: `bank-transfer:${payment.id}`,
      title: `A bank transfer of ${formatMoney(payment)} pays for nothing any more`,
      detail: `Invoice ${payment.invoiceNumber ?? payment.invoiceId} was settled at the provider without it. If the money is in the bank, it is owed back.`,
      priority: 'high',
      dueOn: null,
      source: 'revenue',
    });
  }
}

/** What is in the journal of these invoices; few ask. */
async function bookedOf(writer: Writer, invoices: readonly InvoiceRow[]): Promise<Map<string, BookedEntry[]>> {
  return bookedEntries(
    writer,
    invoiceSourceKinds,
    invoices.map(({ id }) => id),
  );
}

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
