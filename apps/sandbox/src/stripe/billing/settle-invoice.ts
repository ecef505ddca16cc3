import type { Kernel } from '../kernel/kernel.ts';
import type { InvoicePaymentRecord, InvoiceRecord } from '../records/index.ts';
import { daySeconds } from './periods.ts';

/**
 * Closes an invoice as paid, tells it, and brings its subscription back.
 * @param money what was taken just now, and what of it was paid outside Stripe
 */
export function settleInvoice(
  kernel: Kernel,
  id: string,
  money: { readonly paidNow: number; readonly offStripe: number },
): InvoiceRecord {
  const before = kernel.need('invoice', id);
  settlePayment(kernel, id, money.offStripe > 0);
  const paid = kernel.change(
    'invoice',
    id,
    {
      status: 'paid',
      amount_paid: before.amount_paid + money.paidNow + money.offStripe,
      amount_paid_off_stripe: before.amount_paid_off_stripe + money.offStripe,
      paid_at: kernel.now(),
      attempted: true,
      auto_advance: false,
      next_payment_attempt: null,
    },
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
  );
  clearDelinquency(kernel, paid);
  if (paid.subscription !== null) revive(kernel, paid, paid.subscription);
  return paid;
}

/** The payment of an invoice that is still open, if any. */
export function openPayment(kernel: Kernel, invoiceId: string): InvoicePaymentRecord | undefined {
  return kernel.tables.invoice_payment.find('invoice', invoiceId).find((payment) => payment.status === 'open');
}

function settlePayment(kernel: Kernel, invoiceId: string, offStripe: boolean): void {
  const payment = openPayment(kernel, invoiceId);
  if (payment === undefined) return;
  if (offStripe) return cancelPayment(kernel, payment);
  const patch = { status: 'paid' as const, amount_paid: payment.amount_requested, paid_at: kernel.now() };
  kernel.change('invoice_payment', payment.id, patch, 'invoice_payment.paid');
}

/** Withdraws the open payment of an invoice that needs none any more. */
export function cancelPayment(kernel: Kernel, payment: InvoicePaymentRecord): void {
  kernel.change('invoice_payment', payment.id, { status: 'canceled', canceled_at: kernel.now() });
  const intent = kernel.need('payment_intent', payment.payment_intent);
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') return;
  const patch = { status: 'canceled' as const, canceled_at: kernel.now(), cancellation_reason: 'void_invoice' };
  kernel.change('payment_intent', intent.id, patch, 'payment_intent.canceled');
}

function clearDelinquency(kernel: Kernel, invoice: InvoiceRecord): void {
  const customer = kernel.need('customer', invoice.customer);
  if (!customer.delinquent) return;
  const owes = kernel.tables.invoice.find('customer', customer.id).some(isOverdue);
  if (!owes) kernel.change('customer', customer.id, { delinquent: false }, 'customer.updated');
}

function isOverdue(invoice: InvoiceRecord): boolean {
  return invoice.status === 'open' && invoice.first_failed_at !== null;
}

function revive(kernel: Kernel, invoice: InvoiceRecord, subscriptionId: string): void {
  const subscription = kernel.tables.subscription.get(subscriptionId);
  if (subscription === undefined) return;
  const waits = ['incomplete', 'past_due', 'unpaid'].includes(subscription.status);
  const current = subscription.latest_invoice === invoice.id || subscription.status === 'incomplete';
  const lateness = kernel.now() - subscription.created;
  if (!waits || !current || (subscription.status === 'incomplete' && lateness > daySeconds)) return;
  kernel.change('subscription', subscription.id, { status: 'active' }, 'customer.subscription.updated');
}
