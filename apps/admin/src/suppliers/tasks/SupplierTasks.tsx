import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Task } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { ActionMenu, EmptyState, ErrorState, Section, SkeletonRows, usePermission } from '../../platform/index.ts';
import { OwnerInput } from '../staff/OwnerInput.tsx';
import { AddTask } from './AddTask.tsx';
import { SnoozeButton } from './SnoozeButton.tsx';
import { TaskFacts } from './TaskFacts.tsx';
import { useTaskAction } from './use-task-action.tsx';

/** What is to be done for one supplier: add, complete and snooze in place. */
export function SupplierTasks({ supplierId }: { readonly supplierId: string }) {
  const [adding, setAdding] = useState(false);
  const mayAdd = usePermission('tasks:create');
  const { data, error, isPending, refetch } = useGetList<Task>('tasks', {
    filter: { supplierId, status: ['open', 'snoozed'] },
    sort: { field: 'queue', order: 'ASC' },
    pagination: { page: 1, perPage: 50 },
  });
  return (
    <Section
      title="Open tasks"
      hint={data?.length}
      padded={false}
      actions={
        mayAdd &&
        !adding && (
          <Button variant="text" startIcon={<Add />} onClick={() => setAdding(true)}>
            Add task
          </Button>
        )
      }
    >
      {adding && <AddTask supplierId={supplierId} onClose={() => setAdding(false)} />}
      {isPending && <SkeletonRows rows={3} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.length === 0 && !adding && (
        <EmptyState title="Nothing to do">
          Tasks appear here when somebody adds one, a payment or refund fails, or health drops.
        </EmptyState>
      )}
      <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {data?.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </Box>
    </Section>
  );
}

function TaskRow({ task }: { readonly task: Task }) {
  const { act, busyId } = useTaskAction();
  const mayComplete = usePermission('tasks:complete');
  const complete = () => void act(task.id, 'complete', {}, `Done: ${task.title}`);
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 2,
        paddingInline: 4,
        paddingBlock: 2,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Box sx={{ fontWeight: 500, overflowWrap: 'anywhere' }}>{task.title}</Box>
        <TaskFacts task={task} />
        {task.detail && <Box sx={{ color: 'text.secondary', whiteSpace: 'pre-wrap' }}>{task.detail}</Box>}
      </Box>
      {mayComplete && (
        <Box sx={{ display: 'flex', alignItems: 'center' }}>
          <Button variant="text" loading={busyId === task.id} onClick={complete} aria-label={`Complete ${task.title}`}>
            Complete
          </Button>
          {task.status === 'open' && <SnoozeButton task={task} />}
          <ActionMenu
            resource="tasks"
            id={task.id}
            name={task.title}
            except={['complete', 'snooze']}
            inputs={{ ownerId: OwnerInput }}
            initial={{ ownerId: task.ownerId }}
          />
        </Box>
      )}
    </Box>
  );
}
