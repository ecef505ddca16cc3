import {
  movementOfManualPayment,
  postingsForManualPayment,
  postingsForReversal,
  type RecordedPayment,
} from '@wedsync/domain/revenue';
import { calendarDate } from '@wedsync/domain/platform';
import { keepRows } from '../billing/index.ts';
import type { Writer } from '../platform/index.ts';
import { bookEntries } from './journal-entries.repository.ts';

export type NewManualPayment = RecordedPayment & {
  readonly actionRunId: string;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly approvedBy: string | null;
};

/** Two people never book about one invoice at once: each sees what the other has booked. */
export async function lockInvoiceForBooking(writer: Writer, invoiceId: string): Promise<void> {
  await writer.sql.raw('select pg_advisory_xact_lock(hashtextextended(?, 7202))', [invoiceId]);
}

/** Keeps a payment by hand, the bank's movement and the journal entry, all or none. */
export async function recordManualPayment(writer: Writer, payment: NewManualPayment, now: Date): Promise<void> {
  await writer.sql('manual_payments').insert({
    id: payment.id,
    kind: payment.kind,
    invoice_id: payment.invoiceId,
    invoice_number: payment.invoiceNumber,
    customer_id: payment.customerId,
    supplier_id: payment.supplierId,
    amount_minor: payment.amountMinor,
    currency: payment.currency,
    received_on: calendarDate(payment.occurredAt),
    reference: payment.reference,
    action_run_id: payment.actionRunId,
    requested_by: payment.requestedBy,
    requested_by_name: payment.requestedByName,
    approved_by: payment.approvedBy,
    created_at: now,
  });
  const movement = movementOfManualPayment(payment);
  if (movement !== null) await keepRows(writer, 'balanceTransactions', [{ row: movement, raw: {} }], now);
  await bookEntries(writer, postingsForManualPayment(payment));
}

/** Takes a payment by hand back by an entry of today; what was booked stays. @returns false when it was taken back before */
export async function reverseManualPayment(writer: Writer, payment: RecordedPayment, now: Date): Promise<boolean> {
  const taken = await writer
    .sql('manual_payments')
    .where({ id: payment.id, status: 'recorded' })
    .update({ status: 'reversed', reversed_at: now });
  if (taken === 0) return false;
  const today = { ...payment, occurredAt: now };
  const movement = movementOfManualPayment(today, -1);
  if (movement !== null) await keepRows(writer, 'balanceTransactions', [{ row: movement, raw: {} }], now);
  await bookEntries(writer, postingsForReversal(today));
  return true;
}
