import { providerEventStates, type ProviderEvent } from '@wedsync/domain/connectors';
import {
  anyOf,
  type Column,
  type FilterDefinition,
  RecordListPage,
  RelativeTime,
  StatusChip,
} from '../../platform/index.ts';

const columns: readonly Column<ProviderEvent>[] = [
  { id: 'type', label: 'Event', always: true, phone: true, render: ({ type }) => type },
  { id: 'state', label: 'State', phone: true, render: ({ state }) => <StatusChip status={state} /> },
  { id: 'object', label: 'Object', render: ({ objectId }) => objectId ?? '–' },
  {
    id: 'occurredAt',
    label: 'Happened',
    sortBy: 'occurredAt',
    render: ({ occurredAt }) => <RelativeTime at={occurredAt} />,
  },
  { id: 'receivedAt', label: 'Received', render: ({ receivedAt }) => <RelativeTime at={receivedAt} /> },
  { id: 'attempts', label: 'Attempts', align: 'right', render: ({ attempts }) => attempts },
  { id: 'error', label: 'Reason', render: ({ error }) => error ?? '' },
];

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', providerEventStates),
  { source: 'type', label: 'Type', kind: 'text' },
  { source: 'objectId', label: 'Object id', kind: 'text' },
  { source: 'customerId', label: 'Customer id', kind: 'text' },
  { source: 'occurredFrom', label: 'From', kind: 'date' },
  { source: 'occurredTo', label: 'Before', kind: 'date' },
];

/** The inbox of what payment providers told us. */
export default function ProviderEventList() {
  return (
    <RecordListPage<ProviderEvent>
      title="Provider events"
      sort={{ field: 'id', order: 'DESC' }}
      filters={filters}
      search="Event, object or customer id"
      columns={columns}
      empty={{ title: 'No events', text: 'What Stripe tells us by webhook appears here the moment it arrives.' }}
    />
  );
}
