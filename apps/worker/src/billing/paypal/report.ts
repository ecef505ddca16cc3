import { mirroredIds } from '@wedsync/db/billing';
import {
  paypalMovementId,
  paypalMovementKind,
  type BalanceTransactionRow,
  type PayoutRow,
} from '@wedsync/domain/billing';
import { z } from 'zod';
import { mirroredAs, ownedAs } from '../apply/handler.ts';
import type { ObjectName } from '../apply/object-name.ts';
import { refreshObjects, type RefreshDeps } from '../apply/refresh-objects.ts';
import type { RowName } from '../apply/row-name.ts';
import type { Sheet } from '../apply/sheet.ts';
import { amount, id, maybeText, text } from './wire.ts';

/** The report writes `2026-02-10T09:00:00+0000`. */
const reportedAt = text.transform((value) => new Date(value.replace(/\+0000$/, 'Z'))).pipe(z.date());

/** One row of PayPal's transaction report. */
export const reportRow = z
  .looseObject({
    transaction_info: z.looseObject({
      transaction_id: id,
      paypal_reference_id: maybeText,
      paypal_reference_id_type: maybeText,
      transaction_event_code: z.string().regex(/^T\d{4}$/),
      transaction_initiation_date: reportedAt,
      transaction_amount: amount,
      fee_amount: amount.optional(),
      transaction_status: maybeText,
    }),
  })
  .refine(
    ({ transaction_info: { transaction_amount: whole, fee_amount: fee } }) =>
      fee === undefined || fee.minor === 0 || fee.currency === whole.currency,
    { error: 'The fee is in another currency than the amount.' },
  )
  .transform(({ transaction_info: row }) => ({
    id: row.transaction_id,
    code: row.transaction_event_code,
    at: row.transaction_initiation_date,
    currency: row.transaction_amount.currency,
    amountMinor: row.transaction_amount.minor,
    // The report writes what PayPal keeps as a negative amount.
    feeMinor: row.fee_amount === undefined || row.fee_amount.minor === 0 ? 0 : -row.fee_amount.minor,
    referenceId: row.paypal_reference_id_type === 'TXN' ? row.paypal_reference_id : null,
    status: row.transaction_status,
  }));
export type ReportRow = z.infer<typeof reportRow>;

/** D is denied and P pending: neither moved the balance. V says that a movement was reversed; the reversal has a row of its own. */
const moved: ReadonlySet<string | null> = new Set([null, 'S', 'V']);

/**
 * Mirrors the movements of a page that are not mirrored yet. Payments and refunds are asked for themselves, so that they come with everything; what
 * PayPal will not tell of itself, and all the rest, is mirrored as the report has it. @returns how many were missing
 */
export async function mirrorReport(deps: RefreshDeps, page: readonly ReportRow[]): Promise<number> {
  const { store, actor, clock } = deps;
  const fetchedAt = clock.now();
  const rows = movedRows(page);
  const ids = rows.map(idOf);
  const known = await store.read(actor, (reader) => mirroredIds(reader, 'balanceTransactions', ids));
  const missing = rows.filter((row) => !known.has(idOf(row)));
  if (missing.length === 0) return 0;
  await refreshObjects(deps, missing.flatMap(objectsOf), {
    reads: missing.flatMap(rowsOf),
    write: (sheet) => {
      for (const row of missing)
        if (sheet.row('balanceTransactions', idOf(row)) === undefined) write(sheet, row, fetchedAt);
    },
  });
  return missing.length;
}

/** The rows that moved the balance. */
export function movedRows(page: readonly ReportRow[]): ReportRow[] {
  return page.filter(({ status }) => moved.has(status));
}

/** What a row's movement is mirrored as. */
export function idOf(row: ReportRow): string {
  return paypalMovementId(row.id, row, row.currency);
}

/** How a row is called where it is shown to people. */
export function nameOfRow(row: ReportRow): { kind: string; id: string } {
  return { kind: row.code, id: idOf(row) };
}

/** The object a row is about, and the payment it refers to: it knows whose it is. */
function objectsOf(row: ReportRow): ObjectName[] {
  const { id: transactionId, referenceId } = row;
  const { asks } = paypalMovementKind(row);
  const own: ObjectName[] = asks === null ? [] : [{ name: asks, id: transactionId }];
  return referenceId === null || asks === 'paypal-payment'
    ? own
    : [...own, { name: 'paypal-payment', id: referenceId }];
}

function rowsOf(row: ReportRow): RowName[] {
  return [
    { noun: 'balanceTransactions', id: idOf(row) },
    { noun: 'payouts', id: row.id },
    ...(row.referenceId === null ? [] : [{ noun: 'charges' as const, id: row.referenceId }]),
  ];
}

function write(sheet: Sheet, row: ReportRow, fetchedAt: Date): void {
  const { type, sourceType } = paypalMovementKind(row);
  const seen = { asOf: fetchedAt, fetchedAt };
  const charge = row.referenceId === null ? undefined : sheet.row('charges', row.referenceId);
  const movement: BalanceTransactionRow = {
    ...ownedAs(seen, 'paypal'),
    id: idOf(row),
    createdAt: row.at,
    customerId: charge?.customerId ?? null,
    type,
    reportingCategory: row.code,
    status: 'available',
    currency: row.currency,
    amountMinor: row.amountMinor,
    feeMinor: row.feeMinor,
    netMinor: row.amountMinor - row.feeMinor,
    exchangeRate: null,
    availableOn: row.at,
    description: null,
    sourceId: row.id,
    sourceType,
    sourceAmountMinor: null,
    sourceCurrency: null,
    chargeId: charge?.id ?? null,
    payoutId: type === 'payout' ? row.id : null,
  };
  sheet.put('balanceTransactions', movement, {});
  if (type === 'payout' && row.amountMinor < 0) writePayout(sheet, row, seen);
}

/** Money on its way home: PayPal reports a withdrawal once it is done, and nothing more of it. */
function writePayout(sheet: Sheet, row: ReportRow, seen: { asOf: Date; fetchedAt: Date }): void {
  const payout: PayoutRow = {
    ...mirroredAs(seen, 'paypal'),
    id: row.id,
    createdAt: row.at,
    status: 'paid',
    amountMinor: -row.amountMinor,
    currency: row.currency,
    arrivalDate: row.at.toISOString().slice(0, 10),
    automatic: true,
    balanceTransactionId: idOf(row),
    failureBalanceTransactionId: null,
    failureCode: null,
    failureMessage: null,
    reconciliationStatus: null,
    paidAt: row.at,
    failedAt: null,
  };
  sheet.put('payouts', payout, {});
}
