import type { Invoice, InvoiceFilter } from '@wedsync/domain/billing';
import { moneyList } from './money-list.ts';

export const invoices = moneyList<Invoice, InvoiceFilter>({
  resource: 'invoices',
  table: 'invoices',
  amount: 't.total_minor',
  columns: {
    number: 't.number',
    status: 't.status',
    subscriptionId: 't.subscription_id',
    subtotalMinor: 't.subtotal_minor',
    discountMinor: 't.discount_minor',
    taxMinor: 't.tax_minor',
    totalMinor: 't.total_minor',
    amountPaidMinor: 't.amount_paid_minor',
    amountRemainingMinor: 't.amount_remaining_minor',
    attemptCount: 't.attempt_count',
    dueAt: 't.due_at',
    finalizedAt: 't.finalized_at',
    paidAt: 't.paid_at',
    hostedUrl: 't.hosted_url',
  },
  sorts: { totalMinor: 't.total_minor', number: 't.number' },
  searched: ['t.number', 't.subscription_id'],
  filters: { subscriptionId: (query, id) => void query.where('t.subscription_id', id) },
});
