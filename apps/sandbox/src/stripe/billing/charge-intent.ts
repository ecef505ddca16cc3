import type { Kernel } from '../kernel/kernel.ts';
import type { ChargeRecord, DeclineFacts, PaymentIntentRecord, PaymentMethodRecord } from '../records/index.ts';
import { postTransaction, settlementDays } from './balance.ts';
import { declineOf } from './declines.ts';
import { bacsFee, cardFee } from './fees.ts';
import { addBusinessDays } from './periods.ts';

export type ChargeOutcome =
  | { readonly kind: 'succeeded' | 'processing' }
  | { readonly kind: 'failed' | 'requires_action'; readonly decline: DeclineFacts };

/** Business days until a Bacs debit is known to have worked. */
const bacsDays = 3;

/**
 * Tries to take the intent's amount from the payment method. Cards answer at once; Bacs debits stay pending for some
 * days. What an invoice makes of it is up to the caller.
 */
export function chargeIntent(kernel: Kernel, intentId: string, methodId: string, onSession: boolean): ChargeOutcome {
  const intent = kernel.change('payment_intent', intentId, { payment_method: methodId });
  const method = kernel.need('payment_method', methodId);
  if (method.type === 'bacs_debit') return startDebit(kernel, intent, method);
  const decline = declineOf(kernel, method, onSession);
  return decline === null ? payByCard(kernel, intent, method) : refuse(kernel, intent, method, decline);
}

function newCharge(kernel: Kernel, intent: PaymentIntentRecord, method: PaymentMethodRecord): ChargeRecord {
  return {
    id: kernel.newId(method.type === 'card' ? 'ch' : 'py'),
    created: kernel.now(),
    amount: intent.amount,
    amount_refunded: 0,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    payment_intent: intent.id,
    payment_method: method.id,
    card: method.card,
    bacs_debit: method.bacs_debit,
    billing_details: method.billing_details,
    balance_transaction: null,
    failure_balance_transaction: null,
    decline: null,
    status: 'succeeded',
    disputed: false,
    receipt_email: intent.receipt_email,
    metadata: intent.metadata,
  };
}

function payByCard(kernel: Kernel, intent: PaymentIntentRecord, method: PaymentMethodRecord): ChargeOutcome {
  const charge = newCharge(kernel, intent, method);
  const posted =
    method.card &&
    postTransaction(kernel, {
      type: 'charge',
      reporting_category: 'charge',
      amount: charge.amount,
      currency: charge.currency,
      source: charge.id,
      description: charge.description,
      fees: cardFee(charge.amount, charge.currency, method.card, kernel.settings.country),
      availableInDays: settlementDays(kernel),
    });
  kernel.create('charge', { ...charge, balance_transaction: posted?.id ?? null }, 'charge.succeeded');
  succeedIntent(kernel, intent.id, charge.id);
  return { kind: 'succeeded' };
}

/** The intent has its money. */
export function succeedIntent(kernel: Kernel, intentId: string, chargeId: string): void {
  const { amount } = kernel.need('payment_intent', intentId);
  const patch = { status: 'succeeded' as const, amount_received: amount, latest_charge: chargeId };
  kernel.change('payment_intent', intentId, { ...patch, last_payment_error: null }, 'payment_intent.succeeded');
}

function refuse(
  kernel: Kernel,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
  reason: DeclineFacts,
): ChargeOutcome {
  const charge = newCharge(kernel, intent, method);
  const decline = { ...reason, charge: charge.id };
  kernel.create('charge', { ...charge, status: 'failed', decline }, 'charge.failed');
  const needsAction = decline.code === 'authentication_required';
  failIntent(kernel, intent.id, charge.id, decline, needsAction);
  return { kind: needsAction ? 'requires_action' : 'failed', decline };
}

/** The intent waits for another payment method, or for its cardholder. */
export function failIntent(
  kernel: Kernel,
  intentId: string,
  chargeId: string | null,
  decline: DeclineFacts,
  needsAction: boolean,
): void {
  const status = needsAction ? ('requires_action' as const) : ('requires_payment_method' as const);
  const payment_method = needsAction ? decline.payment_method : null;
  const patch = { status, latest_charge: chargeId, last_payment_error: decline, payment_method };
  if (needsAction) kernel.change('payment_intent', intentId, patch, 'payment_intent.requires_action');
  else kernel.change('payment_intent', intentId, patch, 'payment_intent.payment_failed');
}

function startDebit(kernel: Kernel, intent: PaymentIntentRecord, method: PaymentMethodRecord): ChargeOutcome {
  const charge = kernel.create('charge', { ...newCharge(kernel, intent, method), status: 'pending' }, 'charge.pending');
  const patch = { status: 'processing' as const, latest_charge: charge.id };
  kernel.change('payment_intent', intent.id, patch, 'payment_intent.processing');
  kernel.plan(addBusinessDays(kernel.now(), bacsDays), 'debit.settle', charge.id);
  return { kind: 'processing' };
}

/** Books the money of a debit; it comes a moment after the success, as the API says of asynchronous methods. */
export function bookDebit(kernel: Kernel, chargeId: string): void {
  const charge = kernel.need('charge', chargeId);
  if (charge.status !== 'succeeded' || charge.balance_transaction !== null) return;
  const posted = postTransaction(kernel, {
    type: 'payment',
    reporting_category: 'charge',
    amount: charge.amount,
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
    fees: bacsFee(charge.amount),
    availableInDays: settlementDays(kernel),
  });
  kernel.change('charge', charge.id, { balance_transaction: posted.id }, 'charge.updated');
}
