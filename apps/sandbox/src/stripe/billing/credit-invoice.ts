import { invalidRequest, noSuchParam } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { CreditNoteLineRecord, CreditNoteRecord, InvoiceLineRecord, InvoiceRecord } from '../records/index.ts';
import type { Metadata, TaxAmount } from '../records/index.ts';
import { amountRemaining } from '../wire/invoice.ts';
import { moveCustomerBalance } from './customer-balance.ts';
import { netOfDiscounts } from './discounts.ts';
import { refundCharge } from './refund-charge.ts';
import { openPayment, settleInvoice } from './settle-invoice.ts';
import { addedTax, sumTaxes } from './taxes.ts';

export interface CreditLineRequest {
  readonly type: 'invoice_line_item' | 'custom_line_item';
  readonly invoice_line_item?: string;
  readonly amount?: number;
  readonly quantity?: number;
  readonly unit_amount?: number;
  readonly description?: string;
}

export interface CreditRequest {
  readonly invoice: string;
  /** Total with tax, instead of lines. */
  readonly amount: number | null;
  readonly lines: readonly CreditLineRequest[];
  readonly creditAmount: number;
  readonly refundAmount: number;
  readonly outOfBandAmount: number;
  readonly refunds: readonly { readonly refund: string; readonly amount_refunded?: number }[];
  readonly memo: string | null;
  readonly reason: string | null;
  readonly metadata: Metadata;
}

/**
 * Credits part of a finalised invoice. While it is open the credit lowers what is due; what was paid already goes
 * back as a refund, as credit of the customer or outside Stripe.
 * @throws invalid_request_error when the credit is more than the invoice or its parts do not add up
 */
export function creditInvoice(kernel: Kernel, request: CreditRequest): CreditNoteRecord {
  const invoice = kernel.tables.invoice.get(request.invoice);
  if (invoice === undefined) throw noSuchParam('invoice', request.invoice, 'invoice');
  if (invoice.status !== 'open' && invoice.status !== 'paid' && invoice.status !== 'uncollectible') {
    throw invalidRequest('You can only create credit notes for open or paid invoices.');
  }
  const lines =
    request.lines.length > 0 ? requestedLines(kernel, invoice, request.lines) : [amountLine(kernel, invoice, request)];
  const taxes = sumTaxes(lines.flatMap((line) => line.taxes));
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  const total = subtotal + addedTax(taxes);
  refuseExcess(invoice, total);
  const prePayment = invoice.status === 'paid' ? 0 : Math.min(total, amountRemaining(invoice));
  const postPayment = total - prePayment;
  refuseBadSplit(request, postPayment);
  const id = kernel.newId('cn');
  const note: CreditNoteRecord = {
    id,
    created: kernel.now(),
    invoice: invoice.id,
    customer: invoice.customer,
    currency: invoice.currency,
    number: `${invoice.number}-CN-${String(kernel.tables.credit_note.find('invoice', invoice.id).length + 1).padStart(2, '0')}`,
    status: 'issued',
    type: postPayment === 0 ? 'pre_payment' : prePayment === 0 ? 'post_payment' : 'mixed',
    lines,
    subtotal,
    total,
    total_taxes: taxes,
    discount_amounts: [],
    pre_payment_amount: prePayment,
    post_payment_amount: postPayment,
    out_of_band_amount: request.outOfBandAmount || null,
    customer_balance_transaction: null,
    refunds: givenRefunds(kernel, invoice, request, id),
    memo: request.memo,
    reason: request.reason,
    voided_at: null,
    metadata: request.metadata,
  };
  const credited = request.creditAmount > 0 ? giveCredit(kernel, invoice, request.creditAmount, id) : null;
  const issued = kernel.create(
    'credit_note',
    { ...note, customer_balance_transaction: credited },
    'credit_note.created',
  );
  lowerInvoice(kernel, invoice, prePayment, postPayment);
  return issued;
}

function requestedLines(
  kernel: Kernel,
  invoice: InvoiceRecord,
  requests: readonly CreditLineRequest[],
): CreditNoteLineRecord[] {
  return requests.map((request) => {
    const line = invoice.lines.find((candidate) => candidate.id === request.invoice_line_item);
    if (request.type === 'invoice_line_item' && line === undefined) {
      throw noSuchParam('line item', request.invoice_line_item ?? '', 'lines[invoice_line_item]');
    }
    const quantity = request.quantity ?? 1;
    const amount =
      request.amount ?? (line === undefined ? (request.unit_amount ?? 0) * quantity : netOfDiscounts(line));
    return {
      id: kernel.newId('cnli'),
      amount,
      description: request.description ?? line?.description ?? null,
      discount_amounts: [],
      invoice_line_item: line?.id ?? null,
      quantity,
      taxes: line === undefined ? [] : taxShare(line, amount),
      type: request.type,
    };
  });
}

/** The line's taxes for a part of its price. */
function taxShare(line: InvoiceLineRecord, amount: number): TaxAmount[] {
  const net = netOfDiscounts(line);
  if (net === 0) return [];
  return line.taxes.map((tax) => ({ ...tax, amount: Math.round((tax.amount * amount) / net), taxable_amount: amount }));
}

/** One line for an amount that includes tax: the tax inside it is the invoice's share. */
function amountLine(kernel: Kernel, invoice: InvoiceRecord, request: CreditRequest): CreditNoteLineRecord {
  const given = request.refunds.reduce((sum, { refund, amount_refunded }) => {
    return sum + (amount_refunded ?? kernel.need('refund', refund).amount);
  }, 0);
  const parts = request.creditAmount + request.refundAmount + request.outOfBandAmount + given;
  const total = request.amount ?? parts;
  if (total <= 0) throw invalidRequest('The amount of a credit note must be greater than zero.', { param: 'amount' });
  const taxes = invoice.total_taxes.map((tax) => ({
    ...tax,
    amount: invoice.total === 0 ? 0 : Math.round((tax.amount * total) / invoice.total),
    taxable_amount: invoice.total === 0 ? 0 : Math.round((tax.taxable_amount * total) / invoice.total),
  }));
  return {
    id: kernel.newId('cnli'),
    amount: total - addedTax(taxes),
    description: request.memo,
    discount_amounts: [],
    invoice_line_item: null,
    quantity: 1,
    taxes,
    type: 'custom_line_item',
  };
}

function refuseExcess(invoice: InvoiceRecord, total: number): void {
  const credited = invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount;
  if (total > invoice.total - credited) {
    const message = `The sum of credit amount, refund amount and out of band amount (${total}) must not exceed what is left of the invoice (${invoice.total - credited}).`;
    throw invalidRequest(message, { param: 'amount' });
  }
}

function refuseBadSplit(request: CreditRequest, postPayment: number): void {
  const linked = request.refunds.reduce((sum, refund) => sum + (refund.amount_refunded ?? 0), 0);
  const unknown = request.refunds.some((refund) => refund.amount_refunded === undefined);
  const given = request.creditAmount + request.refundAmount + request.outOfBandAmount + linked;
  if (unknown || given === postPayment) return;
  const message = `The sum of credit amount, refund amount and out of band amount (${given}) must equal the post payment amount (${postPayment}).`;
  throw invalidRequest(message);
}

function givenRefunds(kernel: Kernel, invoice: InvoiceRecord, request: CreditRequest, creditNote: string) {
  const linked = request.refunds.map(({ refund, amount_refunded }) => ({
    refund,
    amount_refunded: amount_refunded ?? kernel.need('refund', refund).amount,
  }));
  if (request.refundAmount === 0) return linked;
  const charge = chargeOf(kernel, invoice);
  const metadata = { credit_note: creditNote };
  const refund = refundCharge(kernel, charge, { amount: request.refundAmount, reason: null, metadata });
  return [...linked, { refund: refund.id, amount_refunded: refund.amount }];
}

function chargeOf(kernel: Kernel, invoice: InvoiceRecord): string {
  const paid = kernel.tables.invoice_payment.find('invoice', invoice.id).find((payment) => payment.status === 'paid');
  const charge = paid && kernel.need('payment_intent', paid.payment_intent).latest_charge;
  if (!charge) throw invalidRequest('This invoice was not paid through a charge that could be refunded.');
  return charge;
}

function giveCredit(kernel: Kernel, invoice: InvoiceRecord, amount: number, creditNote: string): string {
  const move = {
    type: 'credit_note' as const,
    currency: invoice.currency,
    credit_note: creditNote,
    invoice: invoice.id,
  };
  return moveCustomerBalance(kernel, invoice.customer, -amount, move).id;
}

function lowerInvoice(kernel: Kernel, invoice: InvoiceRecord, prePayment: number, postPayment: number): void {
  const patch = {
    amount_due: invoice.amount_due - prePayment,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + prePayment,
    post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + postPayment,
  };
  const lowered = kernel.change('invoice', invoice.id, patch, 'invoice.updated');
  if (prePayment === 0) return;
  const payment = openPayment(kernel, invoice.id);
  if (payment === undefined) return;
  kernel.change('invoice_payment', payment.id, { amount_requested: lowered.amount_due });
  kernel.change('payment_intent', payment.payment_intent, { amount: lowered.amount_due });
  if (amountRemaining(lowered) === 0) settleByCredit(kernel, invoice.id);
}

function settleByCredit(kernel: Kernel, invoiceId: string): void {
  const payment = openPayment(kernel, invoiceId);
  if (payment !== undefined) {
    kernel.change('invoice_payment', payment.id, { status: 'canceled', canceled_at: kernel.now() });
    const patch = { status: 'canceled' as const, canceled_at: kernel.now(), cancellation_reason: 'void_invoice' };
    kernel.change('payment_intent', payment.payment_intent, patch, 'payment_intent.canceled');
  }
  settleInvoice(kernel, invoiceId, { paidNow: 0, offStripe: 0 });
}

/**
 * Voids a credit note of an open invoice: the invoice is due in full again.
 * @throws invalid_request_error when money has already gone back
 */
export function voidCreditNote(kernel: Kernel, id: string): CreditNoteRecord {
  const note = kernel.need('credit_note', id);
  const invoice = kernel.need('invoice', note.invoice);
  if (note.status === 'void' || note.type !== 'pre_payment' || invoice.status !== 'open') {
    throw invalidRequest('You can only void issued credit notes of open invoices.');
  }
  const amount_due = invoice.amount_due + note.pre_payment_amount;
  const left = invoice.pre_payment_credit_notes_amount - note.pre_payment_amount;
  kernel.change('invoice', invoice.id, { amount_due, pre_payment_credit_notes_amount: left }, 'invoice.updated');
  const payment = openPayment(kernel, invoice.id);
  if (payment !== undefined) {
    kernel.change('invoice_payment', payment.id, { amount_requested: amount_due });
    kernel.change('payment_intent', payment.payment_intent, { amount: amount_due });
  }
  return kernel.change('credit_note', id, { status: 'void', voided_at: kernel.now() }, 'credit_note.voided');
}
