import { createId, type Uuids } from '@wedsync/domain/platform';
import type { TaskPriority } from '@wedsync/domain/suppliers';
import { systemUuids, type Writer } from '../platform/index.ts';
import { taskColumns, type TaskRow } from './tasks.queries.ts';
import { tellStory } from './tell-story.repository.ts';

/** Something a person should do, mostly for a supplier, and why. Supplier, type and reason say whether two requests are the same. */
export type TaskRequest = {
  /** Null when it concerns no supplier, such as a refund to a customer nobody has linked. */
  readonly supplierId: string | null;
  readonly type: string;
  readonly reason: string;
  readonly title: string;
  readonly detail?: string | null;
  readonly priority: TaskPriority;
  /** YYYY-MM-DD, or null when it has no day. */
  readonly dueOn: string | null;
  /** Left out, the supplier's owner gets it. */
  readonly ownerId?: string | null;
  /** Who asks: a job, a handler, a playbook or "staff". */
  readonly source: string;
};

/** `woken` when a snoozed task whose time had passed came back because of this request. */
export type RaisedTask = { readonly task: TaskRow; readonly created: boolean; readonly woken: boolean };

/**
 * Asks for a task once: while one of the same supplier, type and reason is open, or snoozed and not yet due back, that one is returned.
 * @throws the database's foreign key error when the supplier does not exist
 */
export async function raiseTask(writer: Writer, request: TaskRequest, uuids: Uuids = systemUuids): Promise<RaisedTask> {
  const raised = (await insertOrWake(writer, request, uuids)) ?? (await openTask(writer, request));
  // The open one was closed between the two statements: now there is room for a new one.
  if (raised === undefined) return raiseTask(writer, request, uuids);
  if (raised.created) await tell(writer, raised.task);
  return raised;
}

async function insertOrWake(writer: Writer, request: TaskRequest, uuids: Uuids): Promise<RaisedTask | undefined> {
  const result: { rows: (TaskRow & { isNew: boolean })[] } = await writer.sql.raw(
    `insert into tasks as t (id, supplier_id, type, reason, title, detail, priority, due_on, owner_id, source, created_by)
     values (:id, :supplierId, :type, :reason, :title, :detail, :priority, :dueOn,
       case when :ownerGiven then :ownerId else (select owner_id from suppliers where id = :supplierId) end, :source, :createdBy)
     on conflict (supplier_id, type, reason) where status in ('open', 'snoozed')
       do update set status = 'open', snoozed_until = null where t.status = 'snoozed' and t.snoozed_until <= now()
     returning ${taskColumns}, t.xmax = 0 as "isNew"`,
    {
      ...request,
      id: createId('task', uuids.next()),
      detail: request.detail ?? null,
      ownerGiven: request.ownerId !== undefined,
      ownerId: request.ownerId ?? null,
      createdBy: writer.actor.id,
    },
  );
  const row = result.rows[0];
  if (row === undefined) return undefined;
  const { isNew, ...task } = row;
  return { task, created: isNew, woken: !isNew };
}

async function openTask(writer: Writer, request: TaskRequest): Promise<RaisedTask | undefined> {
  const task: TaskRow | undefined = await writer
    .sql('tasks as t')
    .select(writer.sql.raw(taskColumns))
    .where({ supplier_id: request.supplierId, type: request.type, reason: request.reason })
    .whereIn('status', ['open', 'snoozed'])
    .first();
  return task && { task, created: false, woken: false };
}

function tell(writer: Writer, { id, supplierId, type, reason, priority, ...task }: TaskRow): Promise<void> {
  return tellStory(
    writer,
    {
      type: 'task.raised',
      supplierId,
      resource: 'tasks',
      resourceId: id,
      summary: task.title,
      payload: { type, reason, priority, ownerId: task.ownerId },
      occurredAt: task.createdAt,
    },
    {
      kind: 'task',
      title: `Task: ${task.title}`,
      detail: { taskId: id, type, reason, priority, dueOn: task.dueOn },
      source: 'tasks',
      sourceId: `${id}:raised`,
    },
  );
}
