import { z } from 'zod';
import { collectInvoice, markUncollectible } from '../billing/collect-invoice.ts';
import { draftInvoice, invoiceItemLine, pendingInvoiceItems, withTotals } from '../billing/draft-invoice.ts';
import { finalizeInvoice } from '../billing/finalize-invoice.ts';
import { upcomingInvoice, wireUpcoming } from '../billing/preview-invoice.ts';
import { settleInvoice } from '../billing/settle-invoice.ts';
import { voidInvoice } from '../billing/void-invoice.ts';
import { invalidRequest, noSuchParam, StripeApiError } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceItemRecord, InvoiceRecord } from '../records/index.ts';
import { amountRemaining, wireInvoiceLine } from '../wire/invoice.ts';
import { wireDecline } from '../wire/payment.ts';
import { clearable, flag, id, integer, listOf, listShape, mergeMetadata, metadata, text } from './params.ts';
import { deletedReply, getRoute, listReply, listRoute, route, type Route } from './route.ts';

const shared = {
  auto_advance: flag.optional(),
  automatic_tax: z.object({ enabled: flag }).optional(),
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  days_until_due: integer.optional(),
  default_payment_method: id.optional(),
  default_tax_rates: listOf(id).optional(),
  description: clearable(text).optional(),
  metadata: metadata.optional(),
};

export const invoiceRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/invoices',
    {
      ...shared,
      customer: id,
      currency: text.optional(),
      pending_invoice_items_behavior: z.enum(['exclude', 'include']).optional(),
      subscription: id.optional(),
    },
    (kernel, input) => {
      const customer = kernel.tables.customer.get(input.customer);
      if (customer === undefined) throw noSuchParam('customer', input.customer, 'customer');
      const subscription = input.subscription === undefined ? null : kernel.need('subscription', input.subscription);
      const takes = input.pending_invoice_items_behavior === 'include' || subscription !== null;
      const items = takes ? pendingInvoiceItems(kernel, customer.id, subscription?.id ?? null) : [];
      const invoice = draftInvoice(kernel, {
        customer: customer.id,
        subscription,
        billing_reason: 'manual',
        currency: input.currency ?? customer.currency ?? 'gbp',
        lines: items.map((item) => invoiceItemLine(kernel, item)),
        period: { start: kernel.now(), end: kernel.now() },
        auto_advance: input.auto_advance ?? false,
        collection_method: input.collection_method,
        days_until_due: input.days_until_due,
        default_payment_method: input.default_payment_method,
        default_tax_rates: input.default_tax_rates,
        automatic_tax: input.automatic_tax?.enabled,
        description: input.description,
        metadata: mergeMetadata({}, input.metadata),
      });
      return kernel.wire('invoice', invoice);
    },
  ),
  route('POST', '/v1/invoices/:id', shared, (kernel, input, invoiceId) => {
    const before = kernel.need('invoice', invoiceId);
    const after = kernel.change(
      'invoice',
      invoiceId,
      {
        auto_advance: input.auto_advance ?? before.auto_advance,
        default_payment_method: input.default_payment_method ?? before.default_payment_method,
        description: input.description === undefined ? before.description : input.description,
        metadata: mergeMetadata(before.metadata, input.metadata),
      },
      'invoice.updated',
    );
    return kernel.wire('invoice', after);
  }),
  route('DELETE', '/v1/invoices/:id', {}, (kernel, _input, invoiceId) => {
    if (kernel.need('invoice', invoiceId).status !== 'draft') {
      throw invalidRequest('You can only delete draft invoices.', { code: 'invoice_not_editable' });
    }
    for (const item of kernel.tables.invoiceitem.find('invoice', invoiceId)) {
      kernel.change('invoiceitem', item.id, { invoice: null });
    }
    kernel.change('invoice', invoiceId, { deleted: true }, 'invoice.deleted');
    return deletedReply('invoice', invoiceId);
  }),
  route('POST', '/v1/invoices/:id/finalize', { auto_advance: flag.optional() }, (kernel, input, invoiceId) => {
    const open = finalizeInvoice(kernel, invoiceId);
    const advances = input.auto_advance ?? open.auto_advance;
    if (advances !== open.auto_advance) kernel.change('invoice', invoiceId, { auto_advance: advances });
    const collects = advances && open.status === 'open' && open.collection_method === 'charge_automatically';
    if (collects) collectInvoice(kernel, invoiceId, { scheduled: true });
    return kernel.wire('invoice', kernel.need('invoice', invoiceId));
  }),
  route('POST', '/v1/invoices/:id/send', {}, (kernel, _input, invoiceId) => {
    if (kernel.need('invoice', invoiceId).status === 'draft') finalizeInvoice(kernel, invoiceId);
    const invoice = kernel.need('invoice', invoiceId);
    kernel.emit('invoice', invoice, 'invoice.sent');
    return kernel.wire('invoice', invoice);
  }),
  route(
    'POST',
    '/v1/invoices/:id/pay',
    {
      forgive: flag.optional(),
      off_session: flag.optional(),
      paid_out_of_band: flag.optional(),
      payment_method: id.optional(),
    },
    (kernel, input, invoiceId) => {
      if (kernel.need('invoice', invoiceId).status === 'draft') finalizeInvoice(kernel, invoiceId);
      const invoice = kernel.need('invoice', invoiceId);
      refuseUnpayable(invoice);
      if (input.paid_out_of_band) settleInvoice(kernel, invoiceId, { paidNow: 0, offStripe: amountRemaining(invoice) });
      else payNow(kernel, invoiceId, input.payment_method, input.off_session === false);
      return kernel.wire('invoice', kernel.need('invoice', invoiceId));
    },
  ),
  route('POST', '/v1/invoices/:id/void', {}, (kernel, _input, invoiceId) =>
    kernel.wire('invoice', voidInvoice(kernel, invoiceId)),
  ),
  route('POST', '/v1/invoices/:id/mark_uncollectible', {}, (kernel, _input, invoiceId) => {
    if (kernel.need('invoice', invoiceId).status !== 'open') {
      throw invalidRequest('You can only mark open invoices as uncollectible.');
    }
    return kernel.wire('invoice', markUncollectible(kernel, invoiceId));
  }),
  route('POST', '/v1/invoices/create_preview', { customer: id.optional(), subscription: id }, (kernel, input) =>
    wireUpcoming(kernel, upcomingInvoice(kernel, kernel.need('subscription', input.subscription))),
  ),
  getRoute('invoice', '/v1/invoices/:id'),
  route('GET', '/v1/invoices/:id/lines', listShape, (kernel, input, invoiceId) => {
    const invoice = kernel.need('invoice', invoiceId);
    const from = invoice.lines.findIndex((line) => line.id === input.starting_after) + 1;
    const limit = input.limit ?? 10;
    const lines = invoice.lines.slice(from, from + limit).map((line) => wireInvoiceLine(line, invoice, kernel));
    return listReply(`/v1/invoices/${invoiceId}/lines`, lines, from + limit < invoice.lines.length);
  }),
  listRoute('invoice', '/v1/invoices', {
    filters: {
      collection_method: text.optional(),
      customer: id.optional(),
      status: text.optional(),
      subscription: id.optional(),
    },
    by: ({ customer, subscription }) => {
      if (subscription !== undefined) return { field: 'subscription', value: subscription };
      return customer === undefined ? undefined : { field: 'customer', value: customer };
    },
    where:
      ({ status, customer, collection_method }) =>
      (row) =>
        (status === undefined || row.status === status) &&
        (customer === undefined || row.customer === customer) &&
        (collection_method === undefined || row.collection_method === collection_method),
  }),
  listRoute('invoice_payment', '/v1/invoice_payments', {
    filters: {
      invoice: id.optional(),
      payment: z.object({ payment_intent: id.optional(), type: text.optional() }).optional(),
      status: text.optional(),
    },
    by: ({ invoice, payment }) => {
      if (invoice !== undefined) return { field: 'invoice', value: invoice };
      const intent = payment?.payment_intent;
      return intent === undefined ? undefined : { field: 'payment_intent', value: intent };
    },
    where: ({ status }) => (status === undefined ? undefined : (row) => row.status === status),
  }),
  getRoute('invoice_payment', '/v1/invoice_payments/:id'),
];

function refuseUnpayable(invoice: InvoiceRecord): void {
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid', { code: 'invoice_already_paid' });
  if (invoice.status === 'void')
    throw invalidRequest('You cannot pay a void invoice.', { code: 'invoice_not_payable' });
}

function payNow(kernel: Kernel, invoiceId: string, paymentMethod: string | undefined, onSession: boolean): void {
  const outcome = collectInvoice(kernel, invoiceId, { paymentMethod, onSession, scheduled: false });
  if (outcome.kind === 'failed' || outcome.kind === 'requires_action') {
    throw new StripeApiError(402, wireDecline(outcome.decline, kernel));
  }
}

const itemFields = {
  amount: integer.optional(),
  description: clearable(text).optional(),
  discountable: flag.optional(),
  metadata: metadata.optional(),
  quantity: integer.optional(),
  tax_rates: listOf(id).optional(),
};

export const invoiceItemRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/invoiceitems',
    {
      ...itemFields,
      currency: text.optional(),
      customer: id,
      invoice: id.optional(),
      pricing: z.object({ price: id }).optional(),
      subscription: id.optional(),
    },
    (kernel, input) => {
      kernel.need('customer', input.customer);
      const price = input.pricing && kernel.need('price', input.pricing.price);
      const quantity = input.quantity ?? 1;
      const amount = input.amount ?? (price?.unit_amount ?? 0) * quantity;
      const row: InvoiceItemRecord = {
        id: kernel.newId('ii'),
        created: kernel.now(),
        customer: input.customer,
        subscription: input.subscription ?? null,
        subscription_item: null,
        invoice: input.invoice ?? null,
        amount,
        currency: input.currency ?? price?.currency ?? 'gbp',
        description: input.description ?? null,
        discountable: input.discountable ?? amount >= 0,
        period: { start: kernel.now(), end: kernel.now() },
        price: price?.id ?? null,
        quantity,
        unit_amount: Math.round(amount / quantity),
        proration: false,
        tax_rates: input.tax_rates ?? [],
        metadata: mergeMetadata({}, input.metadata),
      };
      const item = kernel.create('invoiceitem', row, 'invoiceitem.created');
      if (input.invoice !== undefined) addToDraft(kernel, input.invoice, item);
      return kernel.wire('invoiceitem', item);
    },
  ),
  getRoute('invoiceitem', '/v1/invoiceitems/:id'),
  listRoute('invoiceitem', '/v1/invoiceitems', {
    filters: { customer: id.optional(), invoice: id.optional(), pending: flag.optional() },
    by: ({ customer, invoice }) => {
      if (invoice !== undefined) return { field: 'invoice', value: invoice };
      return customer === undefined ? undefined : { field: 'customer', value: customer };
    },
    where: ({ pending }) => (pending === undefined ? undefined : (row) => (row.invoice === null) === pending),
  }),
  route('DELETE', '/v1/invoiceitems/:id', {}, (kernel, _input, itemId) => {
    if (kernel.need('invoiceitem', itemId).invoice !== null) {
      throw invalidRequest('This invoice item is already attached to an invoice.', { code: 'invoice_not_editable' });
    }
    kernel.change('invoiceitem', itemId, { deleted: true }, 'invoiceitem.deleted');
    return deletedReply('invoiceitem', itemId);
  }),
];

function addToDraft(kernel: Kernel, invoiceId: string, item: InvoiceItemRecord): void {
  const draft = kernel.need('invoice', invoiceId);
  if (draft.status !== 'draft') {
    throw invalidRequest('This invoice is no longer editable', { code: 'invoice_not_editable' });
  }
  const changed = withTotals(kernel, { ...draft, lines: [...draft.lines, invoiceItemLine(kernel, item)] });
  kernel.change('invoice', invoiceId, changed, 'invoice.updated');
}
