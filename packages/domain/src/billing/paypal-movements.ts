import type { BalanceTransactionRow } from './mirror.ts';

/** What a row of PayPal's transaction report is for. */
export type PaypalMovementKind = Pick<BalanceTransactionRow, 'type' | 'sourceType'> & {
  /** Payments and refunds are asked for themselves; the report only says that they exist. */
  readonly asks: 'paypal-payment' | 'paypal-refund' | null;
};

const of = (type: string, sourceType: string | null = null): PaypalMovementKind => ({ type, sourceType, asks: null });
const payment: PaypalMovementKind = { type: 'charge', sourceType: 'charge', asks: 'paypal-payment' };
const refund: PaypalMovementKind = { type: 'refund', sourceType: 'refund', asks: 'paypal-refund' };
const dispute = of('adjustment', 'dispute');

/** Codes that mean something else than their group (T00nn payments, T01nn fees, …) does. */
const codes: Readonly<Record<string, PaypalMovementKind>> = {
  T0106: of('dispute_fee'),
  T0114: of('dispute_fee'),
  T1105: of('paypal_hold_release'),
  T1106: dispute,
  T1107: refund,
  T1108: of('paypal_fee'),
  T1109: of('paypal_fee'),
  T1110: of('paypal_hold'),
  T1111: of('paypal_hold_release'),
  T1201: dispute,
  T1202: dispute,
  T1205: dispute,
  T1207: dispute,
  T1208: dispute,
};

const groups: Readonly<Record<string, PaypalMovementKind>> = {
  T00: payment,
  T01: of('paypal_fee'),
  T02: of('currency_conversion'),
  T03: of('bank_deposit'),
  T04: of('payout', 'payout'),
  T15: of('paypal_hold'),
  T21: of('paypal_hold'),
};

/** What says what a row of the report is for. */
export type PaypalMovement = { readonly code: string; readonly amountMinor: number };

/**
 * Total over every code: what nobody mapped keeps its code as type, goes to suspense and is alerted. So does a payment that left the account: nobody
 * owed us what we paid.
 */
export function paypalMovementKind({ code, amountMinor }: PaypalMovement): PaypalMovementKind {
  const kind = codes[code] ?? groups[code.slice(0, 3)] ?? of(code);
  return kind === payment && amountMinor < 0 ? of(code) : kind;
}

/**
 * What a movement is mirrored as. An id stands in several rows of the report, so the kind is part of it; payments and refunds have the same name
 * whether they come by webhook or by report, which is why nothing is booked twice.
 */
export function paypalMovementId(transactionId: string, movement: PaypalMovement, currency: string): string {
  const { asks } = paypalMovementKind(movement);
  if (asks !== null)
    return asks === 'paypal-payment' ? paymentMovementId(transactionId) : refundMovementId(transactionId);
  return `${transactionId}-${movement.code}-${currency}`;
}

export function paymentMovementId(paymentId: string): string {
  return `${paymentId}-payment`;
}

export function refundMovementId(refundId: string): string {
  return `${refundId}-refund`;
}
