import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { Task, TaskFilter } from '@wedsync/domain/suppliers';
import { likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { anyOf, anyOrNone, compare } from './filters.ts';
import { iso, isoOrNull, type Stored } from './instants.ts';

/** What is shown beside a task. */
type NamesBeside = 'supplierName' | 'ownerName' | 'nextWeddingOn';

/** A task as the house passes it around, without the names that screens show beside it. */
export type TaskRow = Stored<Omit<Task, NamesBeside>, 'snoozedUntil' | 'closedAt' | 'createdAt' | 'updatedAt'>;

/** Tasks as the actor may see them; owner "me" is whoever asks, "none" is nobody. */
export function listTasks(reader: Reader, query: ListQuery<TaskFilter>): Promise<Page<Task>> {
  const { ownerId, ...rest } = query.filter;
  const owners = ownerId?.map((id) => (id === 'me' ? reader.actor.id : id));
  return listPage(reader, spec, {
    ...query,
    filter: { ...rest, ...(owners === undefined ? {} : { ownerId: owners }) },
  });
}

export async function findTask(reader: Reader, id: string): Promise<Task | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** Columns of a TaskRow, of a table called t. */
export const taskColumns = `t.id, t.supplier_id as "supplierId", t.type, t.reason, t.title, t.detail, t.priority, t.status, t.owner_id as "ownerId",
  t.due_on as "dueOn", t.snoozed_until as "snoozedUntil", t.source, t.outcome, t.created_by as "createdBy", t.closed_by as "closedBy",
  t.closed_at as "closedAt", t.version, t.created_at as "createdAt", t.updated_at as "updatedAt"`;

const spec: ListSpec<Task, TaskFilter> = {
  resource: 'tasks',
  keys: ({ sql }) => sql('tasks as t'),
  idColumn: 't.id',
  sorts: {
    id: 't.id',
    dueOn: 't.due_on',
    priority: 't.priority_rank',
    // What to do first: by day, then by urgency, tasks without a day last.
    queue: `(coalesce(t.due_on, date '9999-12-31'), t.priority_rank)`,
    createdAt: 't.created_at',
    updatedAt: 't.updated_at',
  },
  defaultSort: { field: 'queue', order: 'ASC' },
  filters: {
    id: anyOf('t.id'),
    q: (query, text) => void query.whereRaw('t.title ilike ?', [likePattern(text)]),
    supplierId: anyOf('t.supplier_id'),
    ownerId: anyOrNone('t.owner_id'),
    status: anyOf('t.status'),
    priority: anyOf('t.priority'),
    type: anyOf('t.type'),
    dueOn_gte: compare('t.due_on', '>='),
    dueOn_lte: compare('t.due_on', '<='),
    createdAt_gte: compare('t.created_at', '>='),
    createdAt_lt: compare('t.created_at', '<'),
  },
  countCap: 10_000,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Task[]> {
  const rows: (TaskRow & Pick<Task, NamesBeside>)[] = await sql('tasks as t')
    .leftJoin('suppliers as s', 's.id', 't.supplier_id')
    .leftJoin('staff as o', 'o.id', 't.owner_id')
    .whereIn('t.id', [...ids])
    .select(sql.raw(taskColumns), {
      supplierName: 's.business_name',
      ownerName: 'o.name',
      nextWeddingOn: 's.next_wedding_on',
    });
  return rows.map((row) => ({
    ...row,
    snoozedUntil: isoOrNull(row.snoozedUntil),
    closedAt: isoOrNull(row.closedAt),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }));
}
