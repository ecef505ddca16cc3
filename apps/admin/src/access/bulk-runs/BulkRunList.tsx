import { bulkRunStates, type BulkRun } from '@wedsync/domain/access';
import {
  anyOf,
  type Column,
  type FilterDefinition,
  formatCount,
  humanize,
  RecordListPage,
  RelativeTime,
  StatusChip,
} from '../../platform/index.ts';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', bulkRunStates),
  { source: 'mine', label: 'Mine', kind: 'yes-no' },
];

const columns: readonly Column<BulkRun>[] = [
  {
    id: 'title',
    label: 'Action',
    always: true,
    phone: true,
    render: ({ title, resource }) => `${title} (${humanize(resource)})`,
  },
  { id: 'state', label: 'State', phone: true, render: ({ state }) => <StatusChip status={state} /> },
  { id: 'total', label: 'Records', align: 'right', render: ({ total }) => formatCount(total) },
  {
    id: 'done',
    label: 'Done',
    align: 'right',
    phone: true,
    render: ({ counts }) => formatCount(counts.succeeded ?? 0),
  },
  {
    id: 'refused',
    label: 'Refused or failed',
    align: 'right',
    render: ({ counts }) => formatCount((counts.refused ?? 0) + (counts.failed ?? 0)),
  },
  { id: 'by', label: 'Asked by', render: ({ requestedByName }) => requestedByName },
  {
    id: 'asked',
    label: 'Asked',
    oneLine: true,
    sortBy: 'requestedAt',
    render: ({ requestedAt }) => <RelativeTime at={requestedAt} />,
  },
];

/** Actions that were asked for all that match. */
export default function BulkRunList() {
  return (
    <RecordListPage<BulkRun>
      title="Bulk actions"
      sort={{ field: 'requestedAt', order: 'DESC' }}
      filters={filters}
      columns={columns}
      empty={{
        title: 'No bulk actions',
        text: 'Select a row of a list, choose all that match, and an action: what becomes of each record is kept here.',
      }}
    />
  );
}
