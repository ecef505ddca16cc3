import { taskPriorities, taskStatuses, type Task } from '@wedsync/domain/suppliers';
import { anyOf, BulkActions, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { OwnerInput } from '../staff/OwnerInput.tsx';
import { useStaffChoices } from '../staff/use-staff-choices.ts';
import { taskColumns } from './task-columns.tsx';
import { taskPath } from './task-path.ts';

const open = { status: ['open'] };

/** Everybody's tasks: open ones first, and by filter what is due, snoozed or done; several are handed over at once. */
export default function TaskList() {
  const filters: readonly FilterDefinition[] = [
    anyOf('status', 'Status', taskStatuses),
    anyOf('priority', 'Priority', taskPriorities),
    anyOf('ownerId', 'Owner', [{ id: 'me', name: 'Me' }, { id: 'none', name: 'Nobody' }, ...useStaffChoices()]),
    { source: 'dueOn_gte', label: 'Due from', kind: 'date' },
    { source: 'dueOn_lte', label: 'Due until', kind: 'date' },
  ];
  return (
    <RecordListPage<Task>
      title="Tasks"
      search="Search tasks"
      sort={{ field: 'queue', order: 'ASC' }}
      filters={filters}
      filterDefaultValues={open}
      columns={taskColumns}
      rowPath={taskPath}
      bulkActions={<BulkActions noun="task" inputs={{ ownerId: OwnerInput }} />}
      empty={{
        title: 'No task matches',
        text: 'Tasks appear here when somebody adds one, a payment or refund fails, a milestone is late, or health drops. Take a filter away to see those that are done.',
      }}
    />
  );
}
