import {
  paymentMovementId,
  paypalCustomerId,
  type BalanceTransactionRow,
  type ChargeRow,
} from '@wedsync/domain/billing';
import { z } from 'zod';
import { ownedAs, type Handler, type Seen } from '../apply/handler.ts';
import type { RowName } from '../apply/row-name.ts';
import type { Sheet } from '../apply/sheet.ts';
import { mirrorCustomer } from './customer.ts';
import { mirrorInvoice, rowsOfInvoice } from './invoice.ts';
import { paymentWire, type PaymentWire } from './payment-wire.ts';
import { itemId, stateOf } from './subscription.ts';
import { id, maybeText } from './wire.ts';

const hints = z.looseObject({ billing_agreement_id: maybeText, custom: maybeText, custom_id: maybeText }).catch({
  billing_agreement_id: null,
  custom: null,
  custom_id: null,
});

export const payment: Handler = {
  noun: 'charges',
  fetchable: 'paypal-payment',
  money: true,
  onlyFetched: true,
  deletedBy: [],
  parents: subscriptionsOf,
  // A first payment ends the trial, and any payment ends the debt: of neither PayPal sends an event of its own.
  alsoChanges: subscriptionsOf,
  customerOf: (object) => {
    const { custom, custom_id } = hints.parse(object);
    const customId = custom ?? custom_id;
    return customId === null ? null : paypalCustomerId(customId);
  },
  touches: (object) => {
    const { data } = paymentWire.safeParse(object);
    if (data === undefined) return [];
    const item: RowName[] =
      data.subscriptionId === null ? [] : [{ noun: 'subscriptionItems', id: itemId(data.subscriptionId) }];
    return [{ noun: 'balanceTransactions', id: paymentMovementId(data.id) }, ...item, ...rowsOfInvoice(data.id)];
  },
  mirror: (sheet, seen) => {
    const object = paymentWire.parse(seen.object);
    const known = sheet.row('charges', object.id);
    const ofSubscription =
      object.subscriptionId === null ? null : (sheet.row('subscriptions', object.subscriptionId)?.customerId ?? null);
    const customerId = object.customId === null ? ofSubscription : paypalCustomerId(object.customId);
    const status = statusOf(object.state);
    const paid = status === 'succeeded';
    const movementId = paid && object.feeMinor !== null ? paymentMovementId(object.id) : null;
    const row: ChargeRow = {
      ...ownedAs(seen, 'paypal'),
      id: object.id,
      createdAt: object.createdAt,
      customerId,
      status,
      currency: object.currency,
      amountMinor: object.totalMinor,
      amountCapturedMinor: paid ? object.totalMinor : 0,
      amountRefundedMinor: Math.max(
        known?.amountRefundedMinor ?? 0,
        object.state === 'refunded' && paid ? object.totalMinor : 0,
      ),
      captured: paid,
      disputed: known?.disputed ?? false,
      // One payment is one attempt here, so it is its own intent.
      paymentIntentId: object.id,
      paymentMethodId: null,
      balanceTransactionId: movementId,
      failureBalanceTransactionId: null,
      failureCode: status === 'failed' ? object.state : null,
      declineCode: status === 'failed' ? (object.reason?.toLowerCase() ?? null) : null,
      adviceCode: null,
      failureMessage: null,
      methodType: 'paypal',
      cardBrand: null,
      cardLast4: null,
      cardFingerprint: null,
      description: null,
      receiptUrl: null,
    };
    sheet.put('charges', row, seen.object);
    if (object.customId !== null) nameCustomer(sheet, object, seen, object.customId);
    if (!paid) return;
    mirrorInvoice(sheet, object, { customerId, seen });
    if (movementId === null || object.feeMinor === null) return;
    const movement: BalanceTransactionRow = {
      ...ownedAs(seen, 'paypal'),
      id: movementId,
      createdAt: object.createdAt,
      customerId,
      type: 'charge',
      reportingCategory: 'payment',
      status: 'available',
      currency: object.currency,
      amountMinor: object.totalMinor,
      feeMinor: object.feeMinor,
      netMinor: object.totalMinor - object.feeMinor,
      exchangeRate: null,
      availableOn: object.createdAt,
      description: null,
      sourceId: object.id,
      sourceType: 'charge',
      sourceAmountMinor: object.totalMinor,
      sourceCurrency: object.currency,
      chargeId: object.id,
      payoutId: null,
    };
    sheet.put('balanceTransactions', movement, {});
  },
  note: (sheet, { object, event }) => {
    const { id: paymentId } = z.looseObject({ id }).parse(object);
    const row = sheet.row('charges', paymentId);
    const { billing_agreement_id: subscriptionId } = hints.parse(object);
    const subscription = subscriptionId === null ? undefined : sheet.row('subscriptions', subscriptionId);
    const item = subscriptionId === null ? undefined : sheet.row('subscriptionItems', itemId(subscriptionId));
    if (row?.status !== 'succeeded' || subscription === undefined || item === undefined) return;
    if (event.type !== 'PAYMENT.SALE.COMPLETED' || subscription.customerId === null) return;
    const moment = { eventId: event.eventId, type: event.type, at: event.occurredAt };
    sheet.remember(
      stateOf({ ...subscription, status: 'active', endedAt: null, cancellationReason: null }, [item], moment),
    );
  },
};

/** Somebody may pay once and never subscribe. */
function nameCustomer(sheet: Sheet, { createdAt }: PaymentWire, seen: Seen, customId: string): void {
  const customerId = paypalCustomerId(customId);
  const known = sheet.row('customers', customerId);
  if (known === undefined || createdAt < known.createdAt)
    mirrorCustomer(sheet, seen, { customerId, customId, createdAt });
}

function subscriptionsOf(object: unknown) {
  const { billing_agreement_id } = hints.parse(object);
  return billing_agreement_id === null ? [] : [{ name: 'paypal-subscription' as const, id: billing_agreement_id }];
}

const paidStates: ReadonlySet<string> = new Set(['completed', 'partially_refunded', 'refunded', 'reversed']);

function statusOf(state: string): ChargeRow['status'] {
  if (paidStates.has(state)) return 'succeeded';
  return state === 'pending' ? 'pending' : 'failed';
}
