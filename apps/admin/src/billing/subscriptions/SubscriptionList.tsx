import type { Subscription } from '@wedsync/domain/billing';
import { DataTable, EmptyState, type FilterDefinition, ListPage, recordPath } from '../../platform/index.ts';
import { choicesOf, moneyFilters, statusFilter } from '../money-filters.ts';
import { subscriptionColumns } from './subscription-columns.tsx';

const filters: readonly FilterDefinition[] = [
  statusFilter('trialing', 'active', 'past_due', 'unpaid', 'paused', 'canceled', 'incomplete'),
  {
    source: 'planCode',
    label: 'Plan',
    kind: 'choice',
    multiple: true,
    choices: choicesOf('starter', 'professional', 'scale', 'enterprise'),
  },
  {
    source: 'billingInterval',
    label: 'Billed',
    kind: 'choice',
    choices: [
      { id: 'month', name: 'Monthly' },
      { id: 'year', name: 'Yearly' },
    ],
  },
  ...moneyFilters.filter(({ kind }) => kind !== 'money'),
];

export default function SubscriptionList() {
  return (
    <ListPage
      title="Subscriptions"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Supplier, subscription or customer id"
    >
      <DataTable<Subscription>
        label="Subscriptions"
        columns={subscriptionColumns}
        rowPath={({ id }) => recordPath('subscriptions', id)}
        empty={
          <EmptyState title="No subscriptions">
            A subscription appears here when a supplier starts a trial or buys a plan.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
