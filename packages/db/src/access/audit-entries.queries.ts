import type { AuditEntry, AuditEntryFilter, AuditExportEntry } from '@wedsync/domain/access';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { applyFilters, likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** Who did what, newest first. */
export function listAuditEntries(reader: Reader, query: ListQuery<AuditEntryFilter>): Promise<Page<AuditEntry>> {
  return listPage(reader, spec, query);
}

export async function findAuditEntry(reader: Reader, id: string): Promise<AuditEntry | undefined> {
  return /^\d{1,15}$/.test(id) ? (await hydrate(reader, [Number(id)]))[0] : undefined;
}

/** A stretch of the trail for an export: entries after one id up to another, oldest first. */
export type AuditStretch = { readonly after: number; readonly through: number; readonly limit: number };

/** Entries with what a later reader needs to see that nobody changed them: `canonical` is the text that was hashed behind `previousHash`. */
export async function auditEntriesForExport(
  reader: Reader,
  filter: AuditEntryFilter,
  { after, through, limit }: AuditStretch,
): Promise<AuditExportEntry[]> {
  const { sql } = reader;
  return applyFilters(spec, spec.keys(reader), filter)
    .leftJoin('audit_chain as c', 'c.entry_id', 'e.id')
    .where('e.id', '>', after)
    .where('e.id', '<=', through)
    .orderBy('e.id')
    .limit(limit)
    .select('e.id', 'e.action', 'e.resource', 'e.before', 'e.after', 'e.reason', 'c.position', {
      ...renamed,
      at: sql.raw(`to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`),
      previousHash: sql.raw(`encode(c.previous_hash, 'hex')`),
      hash: sql.raw(`encode(c.hash, 'hex')`),
      canonical: sql.raw(`convert_from(audit_canonical(e), 'UTF8')`),
    });
}

/** The newest entry there is; 0 before the first. */
export async function newestAuditEntryId({ sql }: Reader): Promise<number> {
  const row: { id?: number | null } | undefined = await sql('audit_entries').max({ id: 'id' }).first();
  return row?.id ?? 0;
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

const renamed = {
  actorKind: 'e.actor_kind',
  actorId: 'e.actor_id',
  actorName: 'e.actor_name',
  resourceId: 'e.resource_id',
  supplierId: 'e.supplier_id',
  requestId: 'e.request_id',
  jobId: 'e.job_id',
  approvalId: 'e.approval_id',
} as const;

type EntryRow = Omit<AuditEntry, 'at' | 'hash'> & { readonly at: Date; readonly hash: Buffer | null };

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<AuditEntry[]> {
  const rows: EntryRow[] = await sql('audit_entries as e')
    .leftJoin('audit_chain as c', 'c.entry_id', 'e.id')
    .whereIn('e.id', [...ids])
    .select('e.id', 'e.at', 'e.action', 'e.resource', 'e.before', 'e.after', 'e.reason', 'c.hash', renamed);
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), hash: row.hash?.toString('hex') ?? null }));
}
