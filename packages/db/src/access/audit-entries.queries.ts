import type { AuditEntry, AuditEntryFilter } from '@wedsync/domain/access';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** Who did what, newest first. */
export function listAuditEntries(reader: Reader, query: ListQuery<AuditEntryFilter>): Promise<Page<AuditEntry>> {
  return listPage(reader, spec, query);
}

export async function findAuditEntry(reader: Reader, id: string): Promise<AuditEntry | undefined> {
  return /^\d{1,15}$/.test(id) ? (await hydrate(reader, [Number(id)]))[0] : undefined;
}

const spec: ListSpec<AuditEntry, AuditEntryFilter> = {
  resource: 'audit-entries',
  keys: ({ sql }) => sql('audit_entries as e'),
  idColumn: 'e.id',
  sorts: { id: 'e.id', at: 'e.at' },
  defaultSort: { field: 'id', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('e.id', ids),
    // Ids are matched whole and people by name: each part is served by an index, however long the trail grows.
    q: (query, text) =>
      void query.whereRaw(
        `(e.resource_id = ? or e.request_id = ? or e.actor_id = ? or e.actor_id in (select s.id from staff s where s.name ilike ? or s.email ilike ?))`,
        [text, text, text, likePattern(text), likePattern(text)],
      ),
    actorId: (query, actorId) => void query.where({ 'e.actor_id': actorId }),
    actorKind: (query, kind) => void query.where({ 'e.actor_kind': kind }),
    action: (query, actions) => void query.whereIn('e.action', actions),
    resource: (query, resources) => void query.whereIn('e.resource', resources),
    resourceId: (query, resourceId) => void query.where({ 'e.resource_id': resourceId }),
    supplierId: (query, supplierId) => void query.where({ 'e.supplier_id': supplierId }),
    requestId: (query, requestId) => void query.where({ 'e.request_id': requestId }),
    approvalId: (query, approvalId) => void query.where({ 'e.approval_id': approvalId }),
    at_gte: (query, at) => void query.where('e.at', '>=', at),
    at_lt: (query, at) => void query.where('e.at', '<', at),
  },
  countCap: 10_000,
  hydrate,
  rowId: (row) => row.id,
};

type EntryRow = Omit<AuditEntry, 'at' | 'hash'> & { readonly at: Date; readonly hash: Buffer | null };

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<AuditEntry[]> {
  const rows: EntryRow[] = await sql('audit_entries as e')
    .leftJoin('audit_chain as c', 'c.entry_id', 'e.id')
    .whereIn('e.id', [...ids])
    .select('e.id', 'e.at', 'e.action', 'e.resource', 'e.before', 'e.after', 'e.reason', 'c.hash', {
      actorKind: 'e.actor_kind',
      actorId: 'e.actor_id',
      actorName: 'e.actor_name',
      resourceId: 'e.resource_id',
      supplierId: 'e.supplier_id',
      requestId: 'e.request_id',
      jobId: 'e.job_id',
      approvalId: 'e.approval_id',
    });
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), hash: row.hash?.toString('hex') ?? null }));
}
