import type { Subscription } from '@wedsync/domain/billing';
import { planCodes } from '@wedsync/domain/suppliers';
import { anyOf, choicesIn, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { moneyFilters, statusFilter } from '../money-filters.ts';
import { subscriptionColumns } from './subscription-columns.tsx';

const filters: readonly FilterDefinition[] = [
  statusFilter('trialing', 'active', 'past_due', 'unpaid', 'paused', 'canceled', 'incomplete'),
  anyOf('planCode', 'Plan', planCodes),
  {
    source: 'billingInterval',
    label: 'Billed',
    kind: 'choice',
    choices: choicesIn({ month: 'Monthly', year: 'Yearly' }),
  },
  ...moneyFilters.filter(({ kind }) => kind !== 'money'),
];

export default function SubscriptionList() {
  return (
    <RecordListPage<Subscription>
      title="Subscriptions"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Supplier, subscription or customer id"
      columns={subscriptionColumns}
      empty={{
        title: 'No subscriptions',
        text: 'A subscription appears here when a supplier starts a trial or buys a plan.',
      }}
    />
  );
}
