import { invalidRequest } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceRecord } from '../records/index.ts';
import { moveCustomerBalance } from './customer-balance.ts';
import { cancelPayment, openPayment } from './settle-invoice.ts';

/**
 * Voids an open or uncollectible invoice: its payment is withdrawn and used credit goes back to the customer.
 * @throws invalid_request_error in any other state
 */
export function voidInvoice(kernel: Kernel, id: string): InvoiceRecord {
  const invoice = kernel.need('invoice', id);
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') {
    throw invalidRequest(
      `You can only pass in open or uncollectible invoices. This invoice isn't open or uncollectible.`,
    );
  }
  const payment = openPayment(kernel, id);
  if (payment !== undefined) cancelPayment(kernel, payment);
  const usedCredit = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (usedCredit !== 0) {
    const move = { type: 'unapplied_from_invoice' as const, currency: invoice.currency, invoice: id };
    moveCustomerBalance(kernel, invoice.customer, -usedCredit, move);
  }
  const patch = { status: 'void' as const, voided_at: kernel.now(), auto_advance: false, next_payment_attempt: null };
  return kernel.change('invoice', id, patch, 'invoice.updated', 'invoice.voided');
}
