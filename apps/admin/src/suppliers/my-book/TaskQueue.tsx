import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Task } from '@wedsync/domain/suppliers';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { ActionDialog, Section, useNow, usePermission } from '../../platform/index.ts';
import { dayOf } from '../figures.ts';
import { OwnerInput } from '../staff/OwnerInput.tsx';
import { SnoozeMenu } from '../tasks/SnoozeMenu.tsx';
import { useTaskAction } from '../tasks/use-task-action.tsx';
import { QueueRow } from './QueueRow.tsx';
import { type Standing, standIn } from './queue-standing.ts';
import { groupTasks } from './task-groups.ts';
import { useQueueKeys } from './use-queue-keys.ts';

type Props = {
  readonly tasks: readonly Task[];
  readonly taskId: string | null;
  readonly onLook: (task: Task) => void;
};

type Asking = {
  readonly verb: 'snooze' | 'assign';
  readonly task: Task;
  /** The row that it is asked at. */
  readonly anchor: HTMLElement | null;
};

/** What is to be done, by when and how urgently, as a queue for the keyboard: j, k, Enter, d, s, e. */
export function TaskQueue({ tasks, taskId, onLook }: Props) {
  const rows = useRef(new Map<string, HTMLButtonElement>());
  const navigate = useNavigate();
  const { act } = useTaskAction();
  const mayComplete = usePermission('tasks:complete');
  // Kept here besides the address, which follows a moment later: what is done leaves the queue meanwhile.
  const [stood, stand] = useState<Standing>({ id: taskId, place: 0 });
  const [asking, setAsking] = useState<Asking | null>(null);
  const groups = groupTasks(tasks, dayOf(useNow()));
  const queue = groups.flatMap((group) => group.tasks);
  const standing = standIn(queue, stood);
  // Kept at once: a task that arrives between two renders is never taken for the one that was looked at.
  if (standing.id !== stood.id || standing.place !== stood.place) stand(standing);
  const index = standing.place;
  const current = queue[index];

  const look = (task: Task) => {
    onLook(task);
    stand({ id: task.id, place: queue.indexOf(task) });
    rows.current.get(task.id)?.focus();
  };
  const move = (step: number) => {
    const next = queue[Math.max(0, Math.min(queue.length - 1, index + step))];
    if (next !== undefined) look(next);
  };
  const open = ({ supplierId }: Task) => {
    if (supplierId !== null) void navigate(`/suppliers/${encodeURIComponent(supplierId)}/show`);
  };
  const complete = (task: Task) => {
    const next = queue[index + 1] ?? queue[index - 1];
    if (task.id === current?.id && next !== undefined) look(next);
    void act(task.id, 'complete', {}, `Done: ${task.title}`);
  };
  const ask = (verb: Asking['verb']) => (task: Task) =>
    mayComplete && setAsking({ verb, task, anchor: rows.current.get(task.id) ?? null });
  useQueueKeys({
    current,
    move,
    complete: (task) => mayComplete && complete(task),
    snooze: ask('snooze'),
    assign: ask('assign'),
  });
  const close = () => setAsking(null);
  return (
    <Section padded={false}>
      {groups.map((group) => (
        <Box key={group.label} component="section" aria-label={group.label}>
          <Typography variant="overline" component="h2" sx={{ display: 'block', paddingInline: 4, paddingTop: 3 }}>
            {group.label} <span className="tabular">{group.tasks.length}</span>
          </Typography>
          <Box component="ul" aria-label={`Tasks: ${group.label}`} sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {group.tasks.map((task) => (
              <QueueRow
                key={task.id}
                ref={(row) => {
                  if (row === null) rows.current.delete(task.id);
                  else rows.current.set(task.id, row);
                }}
                task={task}
                active={task.id === current?.id}
                mayComplete={mayComplete}
                onLook={() => look(task)}
                onOpen={() => open(task)}
                onComplete={() => complete(task)}
              />
            ))}
          </Box>
        </Box>
      ))}
      {asking?.verb === 'snooze' && <SnoozeMenu task={asking.task} anchor={asking.anchor} onClose={close} />}
      {asking?.verb === 'assign' && (
        <ActionDialog
          open
          onClose={close}
          resource="tasks"
          id={asking.task.id}
          verb="assign"
          inputs={{ ownerId: OwnerInput }}
          initial={{ ownerId: asking.task.ownerId }}
        />
      )}
    </Section>
  );
}
