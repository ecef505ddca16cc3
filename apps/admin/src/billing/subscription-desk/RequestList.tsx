import { subscriptionRequestKinds, subscriptionRequestStates, type SubscriptionRequest } from '@wedsync/domain/billing';
import { anyOf, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { requestColumns } from './request-columns.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', subscriptionRequestStates),
  anyOf('kind', 'What', subscriptionRequestKinds),
  { source: 'createdFrom', label: 'Asked from', kind: 'date' },
  { source: 'createdTo', label: 'Asked before', kind: 'date' },
];

/** Everything staff asked about subscriptions, newest first. */
export default function RequestList() {
  return (
    <RecordListPage<SubscriptionRequest>
      title="Subscription changes"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Request or subscription id"
      columns={requestColumns}
      empty={{
        title: 'No changes yet',
        text: 'Open a subscription and choose what to change; it appears here until the provider has confirmed it.',
      }}
    />
  );
}
