import type { Task } from '@wedsync/domain/suppliers';
import { type Column, formatDate, RelativeTime, StatusChip } from '../../platform/index.ts';

const dash = '–';

/** What is to be done, for whom, how urgently, by when and by whom. */
export const taskColumns: readonly Column<Task>[] = [
  { id: 'title', label: 'Task', always: true, phone: true, render: ({ title }) => title },
  { id: 'supplier', label: 'Supplier', phone: true, render: ({ supplierName }) => supplierName ?? dash },
  { id: 'priority', label: 'Priority', sortBy: 'priority', render: ({ priority }) => <StatusChip status={priority} /> },
  {
    id: 'due',
    label: 'Due',
    oneLine: true,
    sortBy: 'dueOn',
    phone: true,
    render: ({ dueOn }) => (dueOn === null ? dash : formatDate(dueOn)),
  },
  { id: 'owner', label: 'Owner', oneLine: true, render: ({ ownerName }) => ownerName ?? 'Nobody' },
  { id: 'status', label: 'Status', render: ({ status }) => <StatusChip status={status} /> },
  {
    id: 'created',
    label: 'Raised',
    oneLine: true,
    sortBy: 'createdAt',
    render: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
  { id: 'outcome', label: 'Outcome', hidden: true, render: ({ outcome }) => outcome ?? dash },
];
