import { bookDebit, failIntent, succeedIntent } from '../billing/charge-intent.ts';
import { failAttempt } from '../billing/collect-invoice.ts';
import { declineOf } from '../billing/declines.ts';
import { openPayment, settleInvoice } from '../billing/settle-invoice.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ChargeRecord, DeclineFacts } from '../records/index.ts';
import type { Clockwork } from './clockwork.ts';

/** The balance transaction of an asynchronous payment follows its success by so much. */
const bookingDelaySeconds = 90;

/** Bacs debits succeed or fail some days after they were started. */
export const debitClockwork: Clockwork = {
  'debit.settle': (kernel, id) => {
    const charge = kernel.need('charge', id);
    if (charge.status !== 'pending') return;
    const decline = declineOf(kernel, kernel.need('payment_method', charge.payment_method), false);
    if (decline === null) succeed(kernel, charge);
    else fail(kernel, charge, { ...decline, charge: id });
  },
  'debit.book': (kernel, id) => bookDebit(kernel, id),
};

function succeed(kernel: Kernel, charge: ChargeRecord): void {
  kernel.change('charge', charge.id, { status: 'succeeded' }, 'charge.succeeded');
  kernel.plan(kernel.now() + bookingDelaySeconds, 'debit.book', charge.id);
  succeedIntent(kernel, charge.payment_intent, charge.id);
  const { invoice } = kernel.need('payment_intent', charge.payment_intent);
  if (invoice === null || openPayment(kernel, invoice) === undefined) return;
  settleInvoice(kernel, invoice, { paidNow: charge.amount, offStripe: 0 });
}

function fail(kernel: Kernel, charge: ChargeRecord, decline: DeclineFacts): void {
  kernel.change('charge', charge.id, { status: 'failed', decline }, 'charge.failed');
  failIntent(kernel, charge.payment_intent, charge.id, decline, false);
  const { invoice } = kernel.need('payment_intent', charge.payment_intent);
  if (invoice !== null && kernel.need('invoice', invoice).status === 'open') failAttempt(kernel, invoice, true, false);
}
