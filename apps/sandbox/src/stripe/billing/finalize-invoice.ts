import { invalidRequest } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceRecord } from '../records/index.ts';
import { moveCustomerBalance } from './customer-balance.ts';
import { settleInvoice } from './settle-invoice.ts';

/**
 * Turns a draft into an open invoice: number, customer credit, payment intent. Nothing due means paid at once.
 * @throws invalid_request_error when it is no draft
 */
export function finalizeInvoice(kernel: Kernel, id: string): InvoiceRecord {
  const draft = kernel.need('invoice', id);
  if (draft.status !== 'draft') {
    throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: 'invoice_not_editable',
    });
  }
  const { amountDue, startingBalance, endingBalance } = takeCustomerCredit(kernel, draft);
  const open = kernel.change(
    'invoice',
    id,
    {
      status: 'open',
      number: takeNumber(kernel, draft.customer),
      amount_due: amountDue,
      starting_balance: startingBalance,
      ending_balance: endingBalance,
      finalized_at: kernel.now(),
      automatically_finalizes_at: null,
      auto_advance: draft.auto_advance,
      next_payment_attempt: draft.collection_method === 'charge_automatically' && amountDue > 0 ? kernel.now() : null,
    },
    'invoice.finalized',
    'invoice.updated',
  );
  if (amountDue === 0) return settleInvoice(kernel, id, { paidNow: 0, offStripe: 0 });
  createPayment(kernel, open);
  if (open.collection_method === 'send_invoice') kernel.emit('invoice', open, 'invoice.sent');
  if (open.due_date !== null) kernel.plan(open.due_date, 'invoice.overdue', open.id);
  return open;
}

function takeCustomerCredit(kernel: Kernel, draft: InvoiceRecord) {
  const startingBalance = kernel.need('customer', draft.customer).balance;
  const wanted = draft.total < 0 ? draft.total : Math.min(draft.total, -startingBalance);
  if (wanted !== 0) {
    const facts = { type: 'applied_to_invoice' as const, currency: draft.currency, invoice: draft.id };
    moveCustomerBalance(kernel, draft.customer, wanted, facts);
  }
  const endingBalance = startingBalance + wanted;
  return { startingBalance, endingBalance, amountDue: Math.max(0, draft.total - wanted) };
}

function takeNumber(kernel: Kernel, customerId: string): string {
  const customer = kernel.need('customer', customerId);
  const sequence = customer.next_invoice_sequence;
  kernel.change('customer', customerId, { next_invoice_sequence: sequence + 1 });
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`;
}

function createPayment(kernel: Kernel, invoice: InvoiceRecord): void {
  const reason = invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update';
  const intent = kernel.create(
    'payment_intent',
    {
      id: kernel.newId('pi'),
      created: kernel.now(),
      amount: invoice.amount_due,
      amount_received: 0,
      currency: invoice.currency,
      customer: invoice.customer,
      description: invoice.subscription === null ? `Payment for Invoice ${invoice.number}` : reason,
      invoice: invoice.id,
      last_payment_error: null,
      latest_charge: null,
      metadata: {},
      payment_method: null,
      payment_method_types: ['card', 'bacs_debit'],
      receipt_email: null,
      status: 'requires_payment_method',
      canceled_at: null,
      cancellation_reason: null,
    },
    'payment_intent.created',
  );
  kernel.create('invoice_payment', {
    id: kernel.newId('inpay'),
    created: kernel.now(),
    invoice: invoice.id,
    payment_intent: intent.id,
    amount_requested: invoice.amount_due,
    amount_paid: null,
    currency: invoice.currency,
    status: 'open',
    paid_at: null,
    canceled_at: null,
    is_default: true,
  });
}
