import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import type { Task } from '@wedsync/domain/suppliers';
import { type RefObject, useRef, useState } from 'react';
import type { useGetList } from 'react-admin';
import { EmptyState, ErrorState, Section, SkeletonRows, useShortcut } from '../../platform/index.ts';
import { SnoozeButton } from '../tasks/SnoozeButton.tsx';
import { TaskFacts } from '../tasks/TaskFacts.tsx';
import { useTaskAction } from '../tasks/use-task-action.ts';

type Props = {
  readonly tasks: ReturnType<typeof useGetList<Task>>;
  readonly supplierId: string | null;
  readonly onSelect: (supplierId: string) => void;
};

/** Tasks as a queue for the keyboard: j and k move, e completes, Enter looks at the supplier. */
export function TaskQueue({ tasks, supplierId, onSelect }: Props) {
  const { data = [], error, isPending, refetch } = tasks;
  const list = useRef<HTMLUListElement>(null);
  const [active, setActive] = useState(0);
  const { act } = useTaskAction();
  const current = data[Math.min(active, data.length - 1)];
  const go = (index: number) => {
    const next = Math.max(0, Math.min(data.length - 1, index));
    setActive(next);
    focusRow(list, next);
    const about = data[next]?.supplierId ?? null;
    if (about !== null) onSelect(about);
  };
  const group = 'My book';
  useShortcut({ keys: 'j', description: 'Next task', group, disabled: data.length === 0, run: () => go(active + 1) });
  useShortcut({
    keys: 'k',
    description: 'Previous task',
    group,
    disabled: data.length === 0,
    run: () => go(active - 1),
  });
  useShortcut({
    keys: 'e',
    description: 'Complete the task',
    group,
    disabled: current === undefined,
    run: () => current && void act(current.id, 'complete', {}, `Done: ${current.title}`),
  });
  return (
    <Section title="To do" hint="j, k to move · e to complete" padded={false}>
      {isPending && <SkeletonRows rows={6} />}
      {error && <ErrorState error={error} retry={() => void refetch()} />}
      {!isPending && !error && data.length === 0 && (
        <EmptyState title="All done">Tasks that are yours appear here by day and urgency.</EmptyState>
      )}
      <Box component="ul" ref={list} aria-label="My tasks" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {data.map((task, index) => (
          <QueueRow
            key={task.id}
            task={task}
            active={index === active}
            selected={task.supplierId !== null && task.supplierId === supplierId}
            onOpen={() => go(index)}
          />
        ))}
      </Box>
    </Section>
  );
}

type RowProps = {
  readonly task: Task;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onOpen: () => void;
};

function QueueRow({ task, active, selected, onOpen }: RowProps) {
  const { act, busyId } = useTaskAction();
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        borderTop: 1,
        borderColor: 'divider',
        backgroundColor: selected ? 'action.selected' : undefined,
      }}
    >
      <ButtonBase
        onClick={onOpen}
        tabIndex={active ? 0 : -1}
        aria-current={active ? 'true' : undefined}
        sx={{ flex: 1, minWidth: 0, display: 'block', textAlign: 'left', paddingInline: 4, paddingBlock: 2 }}
      >
        <Box sx={{ fontWeight: 500, overflowWrap: 'anywhere' }}>{task.title}</Box>
        <TaskFacts task={task} inQueue />
      </ButtonBase>
      <Button
        variant="text"
        loading={busyId === task.id}
        aria-label={`Complete ${task.title}`}
        onClick={() => void act(task.id, 'complete', {}, `Done: ${task.title}`)}
      >
        Complete
      </Button>
      <SnoozeButton task={task} />
    </Box>
  );
}

function focusRow(list: RefObject<HTMLUListElement | null>, index: number): void {
  list.current?.children[index]?.querySelector('button')?.focus();
}
