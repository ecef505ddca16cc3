import type { InvoiceRow, ManualPaymentKind } from '@wedsync/domain/billing';
import { calendarDate, formatMoney } from '@wedsync/domain/platform';
import {
  givesWay,
  movementOfManualPayment,
  postingsForManualPayment,
  postingsForReversal,
  type RecordedPayment,
} from '@wedsync/domain/revenue';
import { keepRows } from '../billing/index.ts';
import { lockEach, type Writer } from '../platform/index.ts';
import { tellStory } from '../suppliers/index.ts';
import { bookEntries } from './journal-entries.repository.ts';
import { standingManualPaymentsOf } from './manual-payments.queries.ts';

export type NewManualPayment = RecordedPayment & {
  readonly actionRunId: string;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly approvedBy: string | null;
};

/** Nobody books of one invoice at once, neither two people nor a person and the mirror: each sees what the other has booked. */
export async function lockInvoiceForBooking(writer: Writer, invoiceId: string): Promise<void> {
  const invoice: { customerId: string | null } | undefined = await writer
    .sql('invoices')
    .where({ id: invoiceId })
    .first({ customerId: 'customer_id' });
  await lockEach(writer, 'owners', [invoice?.customerId ?? invoiceId]);
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
  await tell(writer, payment, 'recorded', now);
}

/** Takes a payment by hand back by an entry of today; what was booked stays. @returns false when it was taken back before */
export function reverseManualPayment(writer: Writer, payment: RecordedPayment, now: Date): Promise<boolean> {
  return reverse(writer, payment, { now, because: null });
}

/**
 * What was booked by hand of these invoices makes room for what the provider says of them: it gives way where the provider settled them itself, and
 * money in the bank lowers what is lost where they were given up.
 * @returns what gave way
 */
export async function yieldToProvider(
  writer: Writer,
  invoices: readonly InvoiceRow[],
  now: Date,
): Promise<RecordedPayment[]> {
  const settled = new Map(invoices.filter(isSettled).map((invoice) => [invoice.id, invoice]));
  const gone: RecordedPayment[] = [];
  for (const payment of await standingManualPaymentsOf(writer, [...settled.keys()])) {
    const invoice = settled.get(payment.invoiceId);
    if (invoice === undefined) continue;
    if (!givesWay(payment, invoice)) await bookEntries(writer, postingsForManualPayment(payment));
    else if (await reverse(writer, payment, { now, because: settledAtProvider })) gone.push(payment);
  }
  return gone;
}

const settledAtProvider = 'settled at provider';

function isSettled({ paidAt, voidedAt, uncollectibleAt }: InvoiceRow): boolean {
  return paidAt !== null || voidedAt !== null || uncollectibleAt !== null;
}

type Reversing = { readonly now: Date; readonly because: string | null };

async function reverse(writer: Writer, payment: RecordedPayment, { now, because }: Reversing): Promise<boolean> {
  const taken = await writer
    .sql('manual_payments')
    .where({ id: payment.id, status: 'recorded' })
    .update({ status: 'reversed', reversed_at: now, reversed_because: because });
  if (taken === 0) return false;
  const movement = movementOfManualPayment({ ...payment, occurredAt: now }, -1);
  if (movement !== null) await keepRows(writer, 'balanceTransactions', [{ row: movement, raw: {} }], now);
  // The invoice may have been given up since: what takes back must find all there is.
  await bookEntries(writer, [...postingsForManualPayment(payment), ...postingsForReversal(payment, now)]);
  await tell(writer, payment, 'reversed', now, because);
  return true;
}

const said: Readonly<Record<ManualPaymentKind, string>> = { bank_transfer: 'Bank transfer', write_off: 'Write-off' };

function tell(
  writer: Writer,
  payment: RecordedPayment,
  what: 'recorded' | 'reversed',
  at: Date,
  because: string | null = null,
): Promise<void> {
  const { id, supplierId, kind, invoiceId, amountMinor, currency } = payment;
  return tellStory(
    writer,
    {
      type: `manual_payment.${what}`,
      supplierId,
      resource: 'manual-payments',
      resourceId: id,
      summary: `${said[kind]} of ${formatMoney(payment)} ${what}${because === null ? '' : `: ${because}`}`,
      payload: { kind, invoiceId, amountMinor, currency },
      occurredAt: at,
    },
    { kind: 'payment', source: 'manual-payments', sourceId: `${id}:${what}` },
  );
}
