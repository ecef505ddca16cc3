import Box from '@mui/material/Box';
import type { HealthScoreRow } from '@wedsync/domain/success';
import type { RaRecord } from 'react-admin';
import { Link } from 'react-router-dom';
import {
  type Column,
  formatDate,
  listUrl,
  Money,
  recordPath,
  RecordSection,
  RelativeTime,
  StatusChip,
  useNow,
  usePermission,
} from '../../platform/index.ts';
import { riskFilter } from '../health-scores/risk-filter.ts';
import { healthColumns } from '../health-scores/health-columns.tsx';

/** What waits for a person: suppliers at risk by what they are worth, tasks that are due, requests to approve. */
export function NeedsYouNow() {
  return (
    <Box sx={{ display: 'grid', gap: 5, alignContent: 'start', minWidth: 0 }}>
      {usePermission('health-scores:list') && <AtRisk />}
      {usePermission('approvals:list') && <Approvals />}
      {usePermission('tasks:list') && <DueTasks />}
    </Box>
  );
}

function AtRisk() {
  const sort = { field: 'mrrMinor', order: 'DESC' } as const;
  return (
    <RecordSection<HealthScoreRow>
      title="At risk"
      hint="by monthly revenue"
      actions={<All to={listUrl('health-scores', { filter: riskFilter, sort })} />}
      label="Suppliers at risk"
      resource="health-scores"
      columns={healthColumns.filter(({ id }) =>
        ['businessName', 'band', 'change7', 'weeks', 'why', 'mrrMinor'].includes(id),
      )}
      filter={riskFilter}
      sort={sort}
      perPage={8}
      keyboard
      rowPath={({ supplierId }) => `${recordPath('suppliers', supplierId)}?tab=health`}
      empty={{
        title: 'Nobody is at risk',
        text: 'Suppliers appear here when their health falls below 60, those worth most first.',
      }}
    />
  );
}

type TaskRecord = RaRecord & {
  readonly supplierId: string | null;
  readonly supplierName: string | null;
  readonly title: string;
  readonly priority: string;
  readonly dueOn: string | null;
  readonly ownerName: string | null;
};

const taskColumns: readonly Column<TaskRecord>[] = [
  { id: 'title', label: 'Task', render: ({ title }) => title, always: true, phone: true },
  { id: 'supplier', label: 'Supplier', render: ({ supplierName }) => supplierName ?? '–', phone: true },
  { id: 'priority', label: 'Priority', render: ({ priority }) => <StatusChip status={priority} /> },
  {
    id: 'due',
    label: 'Due',
    oneLine: true,
    render: ({ dueOn }) => (dueOn === null ? '–' : formatDate(dueOn)),
    sortBy: 'dueOn',
    phone: true,
  },
  { id: 'owner', label: 'Owner', oneLine: true, render: ({ ownerName }) => ownerName ?? 'Nobody' },
];

function DueTasks() {
  const filter = { status: ['open'], dueOn_lte: new Date(useNow()).toISOString().slice(0, 10) };
  return (
    <RecordSection<TaskRecord>
      title="Tasks due"
      hint="today and before"
      actions={<All to={listUrl('tasks', { filter })} />}
      resource="tasks"
      columns={taskColumns}
      filter={filter}
      sort={{ field: 'dueOn', order: 'ASC' }}
      perPage={6}
      rowPath={({ supplierId }) => (supplierId === null ? '/my-book' : recordPath('suppliers', supplierId))}
      empty={{ title: 'No task is due', text: 'Tasks with a due day of today or earlier appear here.' }}
    />
  );
}

type ApprovalRecord = RaRecord & {
  readonly title: string;
  readonly why: string;
  readonly requestedByName: string;
  readonly expiresAt: string;
  readonly amount: { readonly amountMinor: number; readonly currency: string } | null;
};

const approvalColumns: readonly Column<ApprovalRecord>[] = [
  { id: 'title', label: 'Request', render: ({ title }) => title, always: true, phone: true },
  {
    id: 'amount',
    label: 'Amount',
    align: 'right',
    render: ({ amount }) => <Money amountMinor={amount?.amountMinor} currency={amount?.currency} />,
    phone: true,
  },
  { id: 'by', label: 'Asked by', oneLine: true, render: ({ requestedByName }) => requestedByName },
  { id: 'expires', label: 'Ends', render: ({ expiresAt }) => <RelativeTime at={expiresAt} />, phone: true },
];

function Approvals() {
  const filter = { queue: 'review' };
  return (
    <RecordSection<ApprovalRecord>
      title="Approvals waiting"
      hint="for somebody like you"
      actions={<All to={listUrl('approvals', { filter })} />}
      resource="approvals"
      columns={approvalColumns}
      filter={filter}
      sort={{ field: 'requestedAt', order: 'ASC' }}
      perPage={6}
      empty={{ title: 'Nothing waits for you', text: 'Requests that need a second person like you appear here.' }}
    />
  );
}

function All({ to }: { to: string }) {
  return <Link to={to}>Show all</Link>;
}
