import type { BalanceTransactionRow, ManualPaymentKind } from '@wedsync/domain/billing';
import { calendarDateSchema, defineError, formatMoney, type Money } from '@wedsync/domain/platform';
import { z } from 'zod';
import { postingsForBalanceTransaction } from './balance-transaction-postings.ts';
import { lines, reversed, type JournalEntry } from './journal.ts';

const amountMinor = z.int().positive('Give an amount above zero.').max(100_000_000);

export const bankTransferInputSchema = z.strictObject({
  amountMinor: amountMinor.describe('As much as reached the bank'),
  receivedOn: calendarDateSchema.describe('Day it reached the bank'),
  reference: z.string().trim().min(1).max(140).describe('As the bank statement says'),
});
export type BankTransferInput = z.infer<typeof bankTransferInputSchema>;

export const writeOffInputSchema = z.strictObject({
  amountMinor: amountMinor.describe('As much as is not expected any more'),
});
export type WriteOffInput = z.infer<typeof writeOffInputSchema>;

/** What a decision about an invoice rests on. */
export type OwedInvoice = {
  readonly id: string;
  readonly number: string | null;
  readonly status: string;
  readonly provider: string;
  readonly currency: string;
  readonly customerId: string | null;
  readonly supplierId: string | null;
  readonly remainingMinor: number;
  /** Booked by hand already and not reversed. */
  readonly byHandMinor: number;
};

export const InvoiceNotOwed = defineError('conflict', 'invoice-not-owed', (p: { why: string }) => p.why);
export const MoreThanOwed = defineError(
  'invalid',
  'more-than-owed',
  (p: { left: Money }) => `Only ${formatMoney(p.left)} of this invoice is still owed.`,
);
export const ReceivedInFuture = defineError(
  'invalid',
  'received-in-future',
  () => 'Money cannot have arrived on a day that is still to come.',
);

/** Statuses in which somebody still owes an invoice. */
const owing: ReadonlySet<string> = new Set(['open', 'uncollectible']);

/** What nobody has paid, in any way. @throws InvoiceNotOwed */
export function owedOn(invoice: OwedInvoice): number {
  const { status, number, remainingMinor, byHandMinor } = invoice;
  if (!owing.has(status))
    throw InvoiceNotOwed({ why: `Invoice ${number ?? invoice.id} is ${status}; nothing is owed.` });
  const left = remainingMinor - byHandMinor;
  if (left <= 0) throw InvoiceNotOwed({ why: `Invoice ${number ?? invoice.id} is settled by hand already.` });
  return left;
}

/** Refuses a payment that cannot be. @throws InvoiceNotOwed, MoreThanOwed, ReceivedInFuture */
export function assessManualPayment(
  invoice: OwedInvoice,
  { amountMinor: amount, receivedOn }: { readonly amountMinor: number; readonly receivedOn: string },
  today: string,
): { readonly leftMinor: number; readonly leftAfterMinor: number } {
  const leftMinor = owedOn(invoice);
  if (amount > leftMinor) throw MoreThanOwed({ left: { amountMinor: leftMinor, currency: invoice.currency } });
  if (receivedOn > today) throw ReceivedInFuture({});
  return { leftMinor, leftAfterMinor: leftMinor - amount };
}

export type RecordedPayment = {
  readonly id: string;
  readonly kind: ManualPaymentKind;
  readonly invoiceId: string;
  readonly invoiceNumber: string | null;
  readonly customerId: string | null;
  readonly supplierId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly occurredAt: Date;
  readonly reference: string | null;
};

/** Cash that no processor saw is a movement of the bank itself; a write-off moves nothing. Null for the latter. */
export function movementOfManualPayment(payment: RecordedPayment, sign: 1 | -1 = 1): BalanceTransactionRow | null {
  if (payment.kind !== 'bank_transfer') return null;
  const { id, customerId, supplierId, currency, occurredAt, invoiceId } = payment;
  const amount = sign * payment.amountMinor;
  const about = `invoice ${payment.invoiceNumber ?? invoiceId}, ${payment.reference ?? ''}`;
  return {
    id: sign === 1 ? id : `${id}-reversed`,
    provider: 'manual',
    createdAt: occurredAt,
    asOf: occurredAt,
    fetchedAt: null,
    deletedAt: null,
    customerId,
    supplierId,
    type: 'bank_transfer',
    reportingCategory: 'manual',
    status: 'available',
    currency,
    amountMinor: amount,
    feeMinor: 0,
    netMinor: amount,
    exchangeRate: null,
    availableOn: occurredAt,
    description: sign === 1 ? `Bank transfer for ${about}` : `Reversal of the bank transfer for ${about}`,
    sourceId: invoiceId,
    sourceType: 'invoice',
    sourceAmountMinor: null,
    sourceCurrency: null,
    chargeId: null,
    payoutId: null,
  };
}

/** The entry of a payment by hand: the bank against what is owed, or bad debt against what is owed. */
export function postingsForManualPayment(payment: RecordedPayment): JournalEntry[] {
  const movement = movementOfManualPayment(payment);
  return movement === null ? [writtenOff(payment)] : postingsForBalanceTransaction(movement);
}

/** The same taken back, on the day it is taken back. */
export function postingsForReversal(payment: RecordedPayment): JournalEntry[] {
  const movement = movementOfManualPayment(payment, -1);
  if (movement !== null) return postingsForBalanceTransaction(movement);
  const entry = writtenOff(payment);
  return [
    {
      ...entry,
      sourceKind: 'write_off_reversed',
      description: `Reversal: ${entry.description}`,
      reversesSourceKind: 'write_off',
      postings: reversed(entry.postings),
    },
  ];
}

function writtenOff(payment: RecordedPayment): JournalEntry {
  const { id: sourceId, customerId, supplierId, currency, occurredAt, invoiceNumber, invoiceId } = payment;
  return {
    sourceKind: 'write_off',
    sourceId,
    revision: 1,
    provider: 'manual',
    customerId,
    supplierId,
    description: `Invoice ${invoiceNumber ?? invoiceId} written off by hand`,
    occurredAt,
    reversesSourceKind: null,
    postings: lines(currency, { bad_debt: payment.amountMinor, ar: -payment.amountMinor }),
  };
}
