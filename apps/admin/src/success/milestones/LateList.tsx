import type { LateMilestone, Milestone } from '@wedsync/domain/success';
import { vendorTypes } from '@wedsync/domain/suppliers';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import {
  anyOf,
  type Column,
  type FilterDefinition,
  humanize,
  RecordListPage,
  recordPath,
  RelativeTime,
  StatusChip,
} from '../../platform/index.ts';
import { taskInList } from '../../suppliers/tasks/index.ts';
import { MilestoneTabs } from './MilestoneTabs.tsx';

const reasons: Readonly<Record<LateMilestone['because'], string>> = {
  target: 'Target day passed',
  cohort: 'Three quarters of its cohort were there sooner',
};

const columns: readonly Column<LateMilestone>[] = [
  {
    id: 'businessName',
    label: 'Supplier',
    sortBy: 'businessName',
    always: true,
    phone: true,
    render: ({ businessName }) => businessName,
  },
  { id: 'title', label: 'Milestone', sortBy: 'position', phone: true, render: ({ title }) => title },
  {
    id: 'lateSince',
    label: 'Late since',
    sortBy: 'lateSince',
    phone: true,
    render: ({ lateSince }) => <RelativeTime at={lateSince} />,
  },
  { id: 'because', label: 'Why', render: ({ because }) => reasons[because] },
  { id: 'vendorType', label: 'Type', render: ({ vendorType }) => humanize(vendorType) },
  { id: 'lifecycle', label: 'Standing', render: ({ lifecycle }) => <StatusChip status={lifecycle} /> },
  { id: 'ownerName', label: 'Owner', render: ({ ownerName }) => ownerName ?? 'Nobody' },
  {
    id: 'taskId',
    label: 'Task',
    render: ({ taskId }) => (taskId === null ? '–' : <Link to={taskInList(taskId)}>Open task</Link>),
  },
];

/** Who is late, newest first; paused and cancelled suppliers are not chased. */
export default function LateList() {
  const filters = useFilters();
  return (
    <RecordListPage<LateMilestone>
      title="Late for milestones"
      above={<MilestoneTabs />}
      sort={{ field: 'lateSince', order: 'DESC' }}
      filters={filters}
      search="Find a supplier"
      columns={columns}
      rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
      empty={{
        title: 'Nobody is late',
        text: 'Suppliers appear here when the target day of a milestone passes, or the day by which three quarters of their cohort were there.',
      }}
    />
  );
}

function useFilters(): readonly FilterDefinition[] {
  const { data = [] } = useGetList<Milestone>('milestones', {
    sort: { field: 'position', order: 'ASC' },
    pagination: { page: 1, perPage: 500 },
  });
  return [
    anyOf(
      'milestoneId',
      'Milestone',
      data.map(({ id, title }) => ({ id, name: title })),
    ),
    anyOf('vendorType', 'Type', vendorTypes),
  ];
}
