import type { BalanceTransactionRow, InvoiceRow, ManualPaymentKind } from '@wedsync/domain/billing';
import { calendarDateSchema, defineError, formatMoney, latest, type Money } from '@wedsync/domain/platform';
import { z } from 'zod';
import { postingsForBalanceTransaction } from './balance-transaction-postings.ts';
import { lines, reversed, type JournalEntry, type SourceKind } from './journal.ts';

const amountMinor = z.int().positive('Give an amount above zero.').max(100_000_000);

export const bankTransferInputSchema = z.strictObject({
  amountMinor: amountMinor.describe('As much as reached the bank'),
  receivedOn: calendarDateSchema.describe('Day it reached the bank'),
  reference: z.string().trim().min(1).max(140).describe('As the bank statement says'),
});

export const writeOffInputSchema = z.strictObject({
  amountMinor: amountMinor.describe('As much as is not expected any more'),
});

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
  readonly givenUpAt: Date | null;
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
export function owedOn(invoice: OwedInvoice, kind: ManualPaymentKind): number {
  const { status, number, remainingMinor, byHandMinor } = invoice;
  if (kind === 'write_off' && status === 'uncollectible')
    throw InvoiceNotOwed({ why: `Invoice ${number ?? invoice.id} is given up already.` });
  if (!owing.has(status))
    throw InvoiceNotOwed({ why: `Invoice ${number ?? invoice.id} is ${status}; nothing is owed.` });
  const left = remainingMinor - byHandMinor;
  if (left <= 0) throw InvoiceNotOwed({ why: `Invoice ${number ?? invoice.id} is settled by hand already.` });
  return left;
}

export type PaymentToBook = {
  readonly kind: ManualPaymentKind;
  readonly amountMinor: number;
  readonly receivedOn: string;
};

/** Refuses a payment that cannot be. @throws InvoiceNotOwed, MoreThanOwed, ReceivedInFuture */
export function assessManualPayment(
  invoice: OwedInvoice,
  { kind, amountMinor: amount, receivedOn }: PaymentToBook,
  today: string,
): { readonly leftMinor: number; readonly leftAfterMinor: number } {
  const leftMinor = owedOn(invoice, kind);
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
  /** When the provider gave the invoice up; null when it did not. */
  readonly givenUpAt: Date | null;
};

/**
 * Whether what was booked by hand gives way to what the provider says of the invoice. Once it is paid or void there, its own entries settle the
 * receivable; once it is given up, those of a write-off do. Money in the bank stays there, and only lowers what is lost.
 */
export function givesWay(
  { kind }: Pick<RecordedPayment, 'kind'>,
  { paidAt, voidedAt, uncollectibleAt }: Pick<InvoiceRow, 'paidAt' | 'voidedAt' | 'uncollectibleAt'>,
): boolean {
  return paidAt !== null || voidedAt !== null || (uncollectibleAt !== null && kind === 'write_off');
}

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

/** The entries of a payment by hand: the bank, or bad debt, against what is owed; money for an invoice that is given up lowers what is lost. */
export function postingsForManualPayment(payment: RecordedPayment): JournalEntry[] {
  const movement = movementOfManualPayment(payment);
  if (movement === null) return [writtenOff(payment)];
  return [...postingsForBalanceTransaction(movement), ...offBadDebt(payment)];
}

/** The same taken back, on the day it is taken back. */
export function postingsForReversal(payment: RecordedPayment, now: Date): JournalEntry[] {
  const movement = movementOfManualPayment({ ...payment, occurredAt: now }, -1);
  if (movement === null) return [takenBack(writtenOff(payment), 'write_off_reversed', now)];
  const moved = offBadDebt(payment).map((entry) => takenBack(entry, 'bank_transfer_bad_debt_reversed', now));
  return [...postingsForBalanceTransaction(movement), ...moved];
}

function writtenOff(payment: RecordedPayment): JournalEntry {
  const { currency, invoiceNumber, invoiceId } = payment;
  return {
    ...entryOf(payment),
    sourceKind: 'write_off',
    description: `Invoice ${invoiceNumber ?? invoiceId} written off by hand`,
    postings: lines(currency, { bad_debt: payment.amountMinor, ar: -payment.amountMinor }),
  };
}

/** Giving the invoice up turned its whole receivable into bad debt: what reached the bank is not lost, and nothing is receivable. */
function offBadDebt(payment: RecordedPayment): JournalEntry[] {
  const { currency, invoiceNumber, invoiceId, givenUpAt, occurredAt } = payment;
  if (givenUpAt === null) return [];
  return [
    {
      ...entryOf(payment),
      sourceKind: 'bank_transfer_bad_debt',
      description: `Bank transfer for invoice ${invoiceNumber ?? invoiceId} lowers bad debt`,
      occurredAt: latest(occurredAt, givenUpAt),
      postings: lines(currency, { bad_debt: -payment.amountMinor, ar: payment.amountMinor }),
    },
  ];
}

function entryOf({ id: sourceId, customerId, supplierId, occurredAt }: RecordedPayment) {
  const shared = { sourceId, customerId, supplierId, occurredAt, reversesSourceKind: null };
  return { ...shared, revision: 1, provider: 'manual' as const };
}

function takenBack(entry: JournalEntry, sourceKind: SourceKind, now: Date): JournalEntry {
  return {
    ...entry,
    sourceKind,
    description: `Reversal: ${entry.description}`,
    occurredAt: now,
    reversesSourceKind: entry.sourceKind,
    postings: reversed(entry.postings),
  };
}
