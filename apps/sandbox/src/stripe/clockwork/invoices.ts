import { collectInvoice, retryInvoice } from '../billing/collect-invoice.ts';
import { finalizeInvoice } from '../billing/finalize-invoice.ts';
import type { Clockwork } from './clockwork.ts';

/** Drafts are finalised and collected an hour after they were made; failures are tried again. */
export const invoiceClockwork: Clockwork = {
  'invoice.finalize': (kernel, id, at) => {
    const draft = kernel.need('invoice', id);
    if (draft.status !== 'draft' || draft.deleted || draft.automatically_finalizes_at !== at) return;
    const open = finalizeInvoice(kernel, id);
    const collects = open.status === 'open' && open.collection_method === 'charge_automatically';
    if (collects) collectInvoice(kernel, id, { scheduled: true });
  },
  'invoice.retry': (kernel, id, at) => {
    const invoice = kernel.need('invoice', id);
    if (invoice.status === 'open' && invoice.next_payment_attempt === at) retryInvoice(kernel, id);
  },
  'invoice.overdue': (kernel, id) => {
    const invoice = kernel.need('invoice', id);
    if (invoice.status !== 'open') return;
    kernel.emit('invoice', invoice, 'invoice.overdue');
    const subscription = invoice.subscription && kernel.need('subscription', invoice.subscription);
    if (!subscription || subscription.status !== 'active') return;
    kernel.change('subscription', subscription.id, { status: 'past_due' }, 'customer.subscription.updated');
  },
};
