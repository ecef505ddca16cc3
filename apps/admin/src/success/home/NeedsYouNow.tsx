import Box from '@mui/material/Box';
import { calendarDate } from '@wedsync/domain/platform';
import type { HealthScoreRow } from '@wedsync/domain/success';
import type { Task } from '@wedsync/domain/suppliers';
import type { RaRecord } from 'react-admin';
import { Link } from 'react-router-dom';
import {
  type Column,
  listUrl,
  Money,
  recordPath,
  RecordSection,
  RelativeTime,
  useNow,
  usePermission,
} from '../../platform/index.ts';
import { taskColumns, taskPath } from '../../suppliers/tasks/index.ts';
import { riskFilter } from '../health/scores/risk-filter.ts';
import { healthColumns } from '../health/scores/health-columns.tsx';

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

const dueColumns = taskColumns.filter(({ id }) => ['title', 'supplier', 'priority', 'due', 'owner'].includes(id));

function DueTasks() {
  const filter = { status: ['open'], dueOn_lte: calendarDate(new Date(useNow())) };
  return (
    <RecordSection<Task>
      title="Tasks due"
      hint="today and before"
      actions={<All to={listUrl('tasks', { filter })} />}
      resource="tasks"
      columns={dueColumns}
      filter={filter}
      sort={{ field: 'dueOn', order: 'ASC' }}
      perPage={6}
      rowPath={taskPath}
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
