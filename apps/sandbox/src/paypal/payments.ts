import type { Dispute, DisputePlan, Payment, Plan, Refund, Subscription } from './contract.ts';
import type { Kernel } from './kernel.ts';
import { captureWire, disputeWire, refundWire, saleRefundWire, saleWire } from './wire.ts';

const DAY = 86_400;
/** PayPal gives money back for so long. */
export const refundDays = 180;
const feePercent = 2.9;
const crossBorderPercent = 1.29;
const fixedFees: Readonly<Record<string, number>> = { GBP: 30, EUR: 35, USD: 49, AUD: 30, JPY: 40 };
const disputeFees: Readonly<Record<string, number>> = { GBP: 1_200, EUR: 1_400, USD: 1_500, AUD: 1_500 };

/** Takes one payment of a subscription. */
export function takePayment(kernel: Kernel, of: { subscription: Subscription; plan: Plan }): Payment {
  const { subscription, plan } = of;
  const subtotalMinor = plan.priceMinor * subscription.quantity;
  const taxMinor = Math.round((subtotalMinor * plan.taxPercent) / 100);
  subscription.lastPayment = { at: kernel.now(), amountMinor: subtotalMinor + taxMinor };
  const payment = newPayment(kernel, {
    kind: 'sale',
    subscriptionId: subscription.id,
    customId: subscription.customId,
    currency: plan.currency,
    subtotalMinor,
    taxMinor,
    foreign: subscription.payer.country !== 'GB',
  });
  kernel.emit('PAYMENT.SALE.COMPLETED', 'sale', 'Payment completed', saleWire(payment));
  return payment;
}

export type NewPayment = Pick<
  Payment,
  'kind' | 'subscriptionId' | 'customId' | 'currency' | 'subtotalMinor' | 'taxMinor'
> & { readonly foreign?: boolean };

/** An order paid once. */
export function capture(kernel: Kernel, given: Omit<NewPayment, 'kind' | 'subscriptionId'>): Payment {
  const payment = newPayment(kernel, { ...given, kind: 'capture', subscriptionId: null });
  kernel.emit('PAYMENT.CAPTURE.COMPLETED', 'capture', 'Payment completed', captureWire(payment));
  return payment;
}

function newPayment(kernel: Kernel, { foreign = false, ...given }: NewPayment): Payment {
  const total = given.subtotalMinor + given.taxMinor;
  const percent = feePercent + (foreign ? crossBorderPercent : 0);
  const payment: Payment = {
    ...given,
    id: kernel.newId(),
    state: 'completed',
    createdAt: kernel.now(),
    changedAt: kernel.now(),
    feeMinor: Math.min(total, Math.round((total * percent) / 100) + (fixedFees[given.currency] ?? 30)),
    refundedMinor: 0,
  };
  kernel.state.payments.set(payment.id, payment);
  const row = { id: payment.id, currency: payment.currency, customId: payment.customId } as const;
  const reference =
    payment.subscriptionId === null
      ? { referenceId: null, referenceType: null }
      : { referenceId: payment.subscriptionId, referenceType: 'SUB' as const };
  const { feeMinor } = payment;
  // The authorisation before it moves nothing, and has the payment's own id.
  kernel.move({ ...row, ...reference, code: 'T1300', amountMinor: total, feeMinor: 0, affectsBalance: false });
  const code = payment.kind === 'sale' ? 'T0002' : 'T0006';
  kernel.move({ ...row, ...reference, code, amountMinor: total, feeMinor, affectsBalance: true });
  return payment;
}

export type RefundOrder = { amountMinor: number | null; customId: string | null; note: string | null };
export type RefundRefusal =
  | 'CAPTURE_FULLY_REFUNDED'
  | 'REFUND_AMOUNT_EXCEEDED'
  | 'REFUND_TIME_LIMIT_EXCEEDED'
  | 'CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED'
  | 'REFUND_CAPTURE_CURRENCY_MISMATCH';

/** Gives back all or a part, or says why not. */
export function refundPayment(kernel: Kernel, payment: Payment, order: RefundOrder): Refund | RefundRefusal {
  const left = payment.subtotalMinor + payment.taxMinor - payment.refundedMinor;
  const amountMinor = order.amountMinor ?? left;
  if (left === 0 || payment.state !== 'completed') return 'CAPTURE_FULLY_REFUNDED';
  if (kernel.now() - payment.createdAt > refundDays * DAY) return 'REFUND_TIME_LIMIT_EXCEEDED';
  if (openDisputeOf(kernel, payment.id) !== undefined) return 'CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED';
  if (amountMinor > left || amountMinor <= 0) return 'REFUND_AMOUNT_EXCEEDED';
  const refund: Refund = {
    id: kernel.newId(),
    paymentId: payment.id,
    status: 'COMPLETED',
    createdAt: kernel.now(),
    changedAt: kernel.now(),
    currency: payment.currency,
    amountMinor,
    customId: order.customId,
    note: order.note,
  };
  kernel.state.refunds.set(refund.id, refund);
  payment.refundedMinor += amountMinor;
  payment.changedAt = kernel.now();
  bookRefund(kernel, refund);
  tellRefund(kernel, refund, payment);
  return refund;
}

function bookRefund(kernel: Kernel, { id, currency, amountMinor, paymentId }: Refund): void {
  const custom = kernel.state.payments.get(paymentId)?.customId ?? null;
  kernel.move({
    id,
    code: 'T1107',
    currency,
    amountMinor: -amountMinor,
    feeMinor: 0,
    referenceId: paymentId,
    referenceType: 'TXN',
    customId: custom,
    affectsBalance: true,
  });
}

function tellRefund(kernel: Kernel, refund: Refund, payment: Payment): void {
  if (payment.kind === 'sale')
    kernel.emit('PAYMENT.SALE.REFUNDED', 'refund', 'A sale payment was refunded', saleRefundWire(refund));
  else
    kernel.emit(
      'PAYMENT.CAPTURE.REFUNDED',
      'refund',
      'A payment was refunded',
      refundWire(refund, payment.refundedMinor),
    );
}

export function openDisputeOf(kernel: Kernel, paymentId: string): Dispute | undefined {
  return [...kernel.state.disputes.values()].find(
    (dispute) => dispute.paymentId === paymentId && dispute.status !== 'RESOLVED',
  );
}

/** The buyer complains; PayPal holds the money until it has decided. */
export function openDispute(kernel: Kernel, payment: Payment, plan: DisputePlan): Dispute | null {
  const left = payment.subtotalMinor + payment.taxMinor - payment.refundedMinor;
  if (payment.state !== 'completed' || left === 0 || openDisputeOf(kernel, payment.id) !== undefined) return null;
  const now = kernel.now();
  const dispute: Dispute = {
    ...plan,
    id: kernel.newId('PP-D-', 6),
    paymentId: payment.id,
    status: 'OPEN',
    createdAt: now,
    changedAt: now,
    amountMinor: left,
    currency: payment.currency,
    answerBy: now + 10 * DAY,
  };
  kernel.state.disputes.set(dispute.id, dispute);
  moveFor(kernel, dispute, payment, 'T1110', -left);
  kernel.emit('CUSTOMER.DISPUTE.CREATED', 'dispute', 'A dispute was opened', disputeWire(dispute, payment));
  kernel.agenda.plan(now + plan.closesInDays * DAY, { kind: 'closes-dispute', dispute: dispute.id });
  return dispute;
}

/** Decided: the hold ends, and who lost pays. The fee of a lost one has the reversal's own id. */
export function closeDispute(kernel: Kernel, id: string): void {
  const dispute = kernel.state.disputes.get(id);
  const payment = dispute && kernel.state.payments.get(dispute.paymentId);
  if (!dispute || !payment || dispute.status === 'RESOLVED') return;
  dispute.status = 'RESOLVED';
  dispute.changedAt = kernel.now();
  moveFor(kernel, dispute, payment, 'T1111', dispute.amountMinor);
  if (dispute.outcome === 'RESOLVED_BUYER_FAVOUR') {
    const reversal = moveFor(
      kernel,
      dispute,
      payment,
      dispute.stage === 'CHARGEBACK' ? 'T1201' : 'T1106',
      -dispute.amountMinor,
    );
    if (dispute.stage === 'CHARGEBACK')
      moveFor(kernel, dispute, payment, 'T0114', -(disputeFees[payment.currency] ?? 1_500), reversal);
    payment.state = 'reversed';
    payment.changedAt = kernel.now();
    const reversed = payment.kind === 'sale' ? saleWire(payment) : captureWire(payment);
    kernel.emit(
      `PAYMENT.${payment.kind === 'sale' ? 'SALE' : 'CAPTURE'}.REVERSED`,
      payment.kind,
      'A payment was reversed',
      reversed,
    );
  }
  kernel.emit('CUSTOMER.DISPUTE.RESOLVED', 'dispute', 'A dispute was resolved', disputeWire(dispute, payment));
}

function moveFor(
  kernel: Kernel,
  dispute: Dispute,
  payment: Payment,
  code: string,
  amountMinor: number,
  id = kernel.newId(),
): string {
  kernel.move({
    id,
    code,
    currency: dispute.currency,
    amountMinor,
    feeMinor: 0,
    referenceId: payment.id,
    referenceType: 'TXN',
    customId: payment.customId,
    affectsBalance: true,
  });
  return id;
}
