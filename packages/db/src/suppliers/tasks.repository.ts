import type { Uuids } from '@wedsync/domain/platform';
import { TaskAlreadyOpen, type CreateTask, type Task, type UpdateTask } from '@wedsync/domain/suppliers';
import { emitEvents, type SuccessEvent, type Writer } from '../platform/index.ts';
import { kept } from './kept.ts';
import { raiseTask } from './raise-task.repository.ts';
import { getSupplier } from './suppliers.queries.ts';
import { findTask } from './tasks.queries.ts';
import { tellStory } from './tell-story.repository.ts';

/** A task a person sets by hand. @throws TaskAlreadyOpen when one of the same supplier, type and reason is open or snoozed */
export async function createTask(writer: Writer, task: CreateTask, uuids: Uuids): Promise<Task> {
  await getSupplier(writer, task.supplierId);
  const request = { ...task, reason: task.reason ?? task.title, dueOn: task.dueOn ?? null, source: 'staff' };
  const raised = await raiseTask(writer, request, uuids);
  if (!raised.created && !raised.woken) throw TaskAlreadyOpen({ title: raised.task.title });
  return kept(await findTask(writer, raised.task.id));
}

/** Changes what a task says; what happens to it are actions. */
export async function updateTask(writer: Writer, id: string, change: UpdateTask): Promise<void> {
  const { title, detail, priority, dueOn, ownerId } = change;
  const columns = { title, detail, priority, due_on: dueOn, owner_id: ownerId, updated_at: writer.sql.fn.now() };
  await writer.sql('tasks').where({ id }).update(columns);
  const task = await findTask(writer, id);
  if (task !== undefined) await emitEvents(writer, [taskEvent(task, 'task.changed', `Task changed: ${task.title}`)]);
}

/** What may become of a task. `snooze` needs an instant, `assign` an owner or nobody. */
export type TaskTransition =
  | { readonly kind: 'complete' | 'cancel'; readonly outcome: string | null }
  | { readonly kind: 'snooze'; readonly until: Date }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'assign'; readonly ownerId: string | null };

/** Carries a task on. The caller has judged whether it may (see `taskTransitionRefusal`). */
export async function moveTask(writer: Writer, id: string, transition: TaskTransition): Promise<Task> {
  const now = writer.sql.fn.now();
  const closed = { snoozed_until: null, closed_by: writer.actor.id, closed_at: now };
  const open = { status: 'open', snoozed_until: null, closed_by: null, closed_at: null, outcome: null };
  const columns = {
    complete: () => ({ ...closed, status: 'done', outcome: 'outcome' in transition ? transition.outcome : null }),
    cancel: () => ({ ...closed, status: 'cancelled', outcome: 'outcome' in transition ? transition.outcome : null }),
    snooze: () => ({ status: 'snoozed', snoozed_until: 'until' in transition ? transition.until : null }),
    reopen: () => open,
    assign: () => ({ owner_id: 'ownerId' in transition ? transition.ownerId : null }),
  }[transition.kind]();
  await writer
    .sql('tasks')
    .where({ id })
    .update({ ...columns, updated_at: now });
  const task = kept(await findTask(writer, id));
  await tellTransition(writer, task, transition.kind);
  return task;
}

/** Wakes snoozed tasks whose time has come, a batch at a time. @returns how many; repeat until 0 */
export async function wakeSnoozedTasks(writer: Writer, batchSize: number): Promise<number> {
  const result: { rows: { id: string; supplierId: string; title: string; at: Date }[] } = await writer.sql.raw(
    `update tasks set status = 'open', snoozed_until = null, updated_at = now()
     where id in (select id from tasks where status = 'snoozed' and snoozed_until <= now() order by snoozed_until limit ? for update skip locked)
     returning id, supplier_id as "supplierId", title, now() as at`,
    [batchSize],
  );
  await emitEvents(
    writer,
    result.rows.map(({ id, supplierId, title, at }) => ({
      type: 'task.woken',
      supplierId,
      resource: 'tasks',
      resourceId: id,
      summary: `Back from snooze: ${title}`,
      occurredAt: at,
    })),
  );
  return result.rows.length;
}

const transitionWords = {
  complete: { type: 'task.completed', title: 'Task done' },
  cancel: { type: 'task.cancelled', title: 'Task cancelled' },
  snooze: { type: 'task.snoozed', title: 'Task snoozed' },
  reopen: { type: 'task.reopened', title: 'Task reopened' },
  assign: { type: 'task.assigned', title: 'Task handed over' },
} as const;

function tellTransition(writer: Writer, task: Task, kind: TaskTransition['kind']): Promise<void> {
  const { type, title } = transitionWords[kind];
  const { id, outcome, snoozedUntil, ownerName: owner, version } = task;
  return tellStory(writer, taskEvent(task, type, `${title}: ${task.title}`), {
    kind: 'task',
    detail: { taskId: id, outcome, snoozedUntil, owner },
    source: 'tasks',
    sourceId: `${id}:${kind}:${version}`,
  });
}

type TaskEventType = 'task.changed' | (typeof transitionWords)[keyof typeof transitionWords]['type'];

function taskEvent(
  { supplierId, id: resourceId, updatedAt }: Task,
  type: TaskEventType,
  summary: string,
): SuccessEvent {
  return { type, supplierId, resource: 'tasks', resourceId, summary, occurredAt: new Date(updatedAt) };
}
