import { invalidRequest } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ChargeRecord, Metadata, RefundRecord } from '../records/index.ts';
import { postTransaction } from './balance.ts';
import { daySeconds } from './periods.ts';

export interface RefundRequest {
  readonly amount: number | null;
  readonly reason: string | null;
  readonly metadata: Metadata;
}

/** Days until a pending refund is settled, and until the bank's reference of a card refund is known. */
const pendingDays = 4;
const referenceDays = 3;

/**
 * Gives back money of a charge. Card refunds succeed at once unless the outside world decided otherwise.
 * @throws invalid_request_error for more than is left, a disputed charge or one that was never paid
 */
export function refundCharge(kernel: Kernel, chargeId: string, request: RefundRequest): RefundRecord {
  const charge = kernel.need('charge', chargeId);
  const left = charge.amount - charge.amount_refunded;
  refuseUnrefundable(kernel, charge, left);
  const amount = request.amount ?? left;
  if (amount <= 0)
    throw invalidRequest('Invalid positive integer', { param: 'amount', code: 'parameter_invalid_integer' });
  if (amount > left) throw tooMuch(charge, amount, left);
  const failure = kernel.intentions.refundFailures.get(chargeId);
  const pending = kernel.intentions.pendingRefundCharges.has(chargeId) || charge.card === null;
  const refund = kernel.create('refund', {
    id: kernel.newId(charge.card === null ? 'pyr' : 're'),
    created: kernel.now(),
    amount,
    currency: charge.currency,
    charge: charge.id,
    customer: charge.customer,
    payment_intent: charge.payment_intent,
    payment_method_type: charge.card === null ? 'bacs_debit' : 'card',
    balance_transaction: null,
    failure_balance_transaction: null,
    failure_reason: null,
    reference: null,
    reason: request.reason,
    status: 'pending',
    fails_with: failure?.reason ?? null,
    metadata: request.metadata,
  });
  kernel.intentions.refundFailures.delete(chargeId);
  if (failure !== undefined) kernel.plan(kernel.now() + failure.afterDays * daySeconds, 'refund.fail', refund.id);
  const made = pending ? refund : payOut(kernel, refund, charge);
  kernel.emit('refund', made, 'refund.created');
  const refunded = charge.amount_refunded + amount;
  kernel.change('charge', charge.id, { amount_refunded: refunded }, 'charge.refunded');
  planNext(kernel, made, failure !== undefined);
  return made;
}

function refuseUnrefundable(kernel: Kernel, charge: ChargeRecord, left: number): void {
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${charge.id} cannot be refunded: it is ${charge.status}.`, {
      code: 'charge_not_refundable',
    });
  }
  const dispute = kernel.tables.dispute.find('charge', charge.id).find(blocksRefunds);
  if (dispute !== undefined) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`;
    throw invalidRequest(message, { code: 'charge_disputed' });
  }
  if (left === 0) {
    const message = `Charge ${charge.id} has already been refunded.`;
    throw invalidRequest(message, { code: 'charge_already_refunded' });
  }
}

function blocksRefunds(dispute: { status: string }): boolean {
  return ['needs_response', 'under_review', 'lost'].includes(dispute.status);
}

function tooMuch(charge: ChargeRecord, amount: number, left: number) {
  const money = (minor: number) => `${(minor / 100).toFixed(2)} ${charge.currency.toUpperCase()}`;
  const message = `Refund amount (${money(amount)}) is greater than unrefunded amount on charge (${money(left)})`;
  return invalidRequest(message, { param: 'amount' });
}

function payOut(kernel: Kernel, refund: RefundRecord, charge: ChargeRecord): RefundRecord {
  const posted = postTransaction(kernel, {
    type: refund.payment_method_type === 'card' ? 'refund' : 'payment_refund',
    reporting_category: 'refund',
    amount: -refund.amount,
    currency: refund.currency,
    source: refund.id,
    description: `REFUND FOR ${refund.payment_method_type === 'card' ? 'CHARGE' : 'PAYMENT'} (${charge.description ?? charge.id})`,
    availableInDays: 0,
  });
  return kernel.change('refund', refund.id, { status: 'succeeded', balance_transaction: posted.id });
}

function planNext(kernel: Kernel, refund: RefundRecord, willFail: boolean): void {
  if (refund.status === 'pending' && !willFail) {
    kernel.plan(kernel.now() + pendingDays * daySeconds, 'refund.settle', refund.id);
  }
  if (refund.status === 'succeeded' && !willFail) {
    kernel.plan(kernel.now() + referenceDays * daySeconds, 'refund.reference', refund.id);
  }
}

/** A pending refund arrives. */
export function settleRefund(kernel: Kernel, id: string): void {
  const refund = kernel.need('refund', id);
  if (refund.status !== 'pending') return;
  const settled = payOut(kernel, refund, kernel.need('charge', refund.charge));
  kernel.emitChange('refund', refund, settled, 'refund.updated');
  kernel.emitChange('refund', refund, settled, 'charge.refund.updated');
}

/** The bank sends a refund back: money that had left returns, the charge counts as refunded no more. */
export function failRefund(kernel: Kernel, id: string): void {
  const before = kernel.need('refund', id);
  if (before.status === 'failed' || before.status === 'canceled') return;
  const returned = before.balance_transaction === null ? null : returnMoney(kernel, before);
  const charge = kernel.need('charge', before.charge);
  const patch = { amount_refunded: charge.amount_refunded - before.amount };
  const failed = kernel.change('refund', id, {
    status: 'failed',
    failure_reason: before.fails_with ?? 'unknown',
    failure_balance_transaction: returned,
  });
  kernel.change('charge', charge.id, patch, 'charge.updated');
  kernel.emitChange('refund', before, failed, 'refund.updated');
  kernel.emitChange('refund', before, failed, 'charge.refund.updated');
  kernel.emit('refund', failed, 'refund.failed');
}

function returnMoney(kernel: Kernel, refund: RefundRecord): string {
  const posted = postTransaction(kernel, {
    type: 'refund_failure',
    reporting_category: 'refund_failure',
    amount: refund.amount,
    currency: refund.currency,
    source: refund.id,
    description: `REFUND FAILURE (${refund.charge})`,
    availableInDays: 0,
  });
  return posted.id;
}

/** The acquirer's reference number of a card refund becomes known. */
export function referRefund(kernel: Kernel, id: string): void {
  const refund = kernel.need('refund', id);
  if (refund.status !== 'succeeded' || refund.payment_method_type !== 'card') return;
  const reference = String(kernel.random.between(10_000_000, 99_999_999)).padStart(23, '7');
  kernel.change('refund', id, { reference }, 'refund.updated', 'charge.refund.updated');
}
