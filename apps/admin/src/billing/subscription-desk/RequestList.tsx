import type { SubscriptionRequest } from '@wedsync/domain/billing';
import { DataTable, EmptyState, type FilterDefinition, ListPage, recordPath } from '../../platform/index.ts';
import { choicesOf } from '../money-filters.ts';
import { requestColumns } from './request-columns.tsx';

const filters: readonly FilterDefinition[] = [
  {
    source: 'state',
    label: 'State',
    kind: 'choice',
    multiple: true,
    choices: choicesOf('scheduled', 'queued', 'sending', 'unknown', 'pending', 'succeeded', 'failed', 'cancelled'),
  },
  {
    source: 'kind',
    label: 'What',
    kind: 'choice',
    multiple: true,
    choices: choicesOf(
      'change_plan',
      'cancel_now',
      'cancel_at_period_end',
      'keep',
      'pause',
      'resume',
      'extend_trial',
      'credit',
      'coupon',
      'resend_invoice',
      'win_back',
    ),
  },
  { source: 'createdFrom', label: 'Asked from', kind: 'date' },
  { source: 'createdTo', label: 'Asked before', kind: 'date' },
];

/** Everything staff asked about subscriptions, newest first. */
export default function RequestList() {
  return (
    <ListPage
      title="Subscription changes"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Request or subscription id"
    >
      <DataTable<SubscriptionRequest>
        label="Subscription changes"
        columns={requestColumns}
        rowPath={({ id }) => recordPath('subscription-requests', id)}
        empty={
          <EmptyState title="No changes yet">
            Open a subscription and choose what to change; it appears here until the provider has confirmed it.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
