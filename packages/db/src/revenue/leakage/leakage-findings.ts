import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { LeakageFinding, LeakageFindingFilter } from '@wedsync/domain/revenue';
import { listPage, type ListSpec, type Reader, type Writer } from '../../platform/index.ts';
import { whereSupplierMatches } from '../../suppliers/index.ts';
import type { Leak } from './leaks.queries.ts';

/** Keeps what leaks now; what no longer does is gone, with the moment. */
export async function keepLeaks({ sql }: Writer, leaks: readonly Leak[], now: Date): Promise<void> {
  await sql.raw(
    `insert into leakage_findings as f (kind, subject, supplier_id, resource, resource_id, monthly_minor, detail, found_at, last_seen_at)
     select kind, subject, "supplierId", resource, "resourceId", "monthlyMinor", detail, :now::timestamptz, :now::timestamptz
     from jsonb_to_recordset(:leaks::jsonb) as l (kind text, subject text, "supplierId" text, resource text, "resourceId" text, "monthlyMinor" bigint, detail text)
     on conflict (kind, subject) do update set supplier_id = excluded.supplier_id, resource = excluded.resource, resource_id = excluded.resource_id,
       monthly_minor = excluded.monthly_minor, detail = excluded.detail, last_seen_at = excluded.last_seen_at, gone_at = null,
       found_at = case when f.gone_at is null then f.found_at else excluded.found_at end`,
    { leaks: JSON.stringify(leaks), now },
  );
  await sql('leakage_findings').whereNull('gone_at').where('last_seen_at', '<', now).update({ gone_at: now });
}

export type LeakageReport = {
  readonly week: string;
  readonly findings: number;
  readonly monthlyMinor: number;
  readonly byKind: readonly { readonly kind: string; readonly findings: number; readonly monthlyMinor: number }[];
};

/** Puts the week's report on record. @returns false when it was reported before */
export async function recordLeakageReport({ sql }: Writer, report: LeakageReport, now: Date): Promise<boolean> {
  const { week, findings, monthlyMinor, byKind } = report;
  const row = {
    week,
    findings,
    monthly_minor: monthlyMinor,
    by_kind: JSON.stringify(byKind),
    reported_at: now,
  };
  const kept: unknown[] = await sql('leakage_reports').insert(row).onConflict('week').ignore().returning('week');
  return kept.length === 1;
}

const select = `select to_json(r) as row from (
  select f.id, f.kind, f.supplier_id as "supplierId", s.business_name as "businessName", f.resource, f.resource_id as "resourceId",
    f.monthly_minor as "monthlyMinor", f.detail, f.found_at as "foundAt", f.last_seen_at as "lastSeenAt", f.gone_at as "goneAt"
  from leakage_findings f left join suppliers s on s.id = f.supplier_id where f.id = any(?::bigint[])) r`;

const spec: ListSpec<LeakageFinding, LeakageFindingFilter> = {
  resource: 'leakage-findings',
  keys: (reader) => reader.sql('leakage_findings as f'),
  idColumn: 'f.id',
  sorts: { monthlyMinor: 'f.monthly_minor', foundAt: 'f.found_at', id: 'f.id' },
  defaultSort: { field: 'monthlyMinor', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereRaw('f.id = any(?::bigint[])', [ids.filter((id) => /^\d{1,18}$/.test(id))]),
    q: (query, text) =>
      void query.where(
        (any) =>
          void any
            .where('f.resource_id', text)
            .orWhere((supplier) => whereSupplierMatches(supplier, 'f.supplier_id', text)),
      ),
    kind: (query, kinds) => void query.whereIn('f.kind', kinds),
    gone: (query, gone) => void (gone ? query.whereNotNull('f.gone_at') : query.whereNull('f.gone_at')),
    supplierId: (query, id) => void query.where('f.supplier_id', id),
  },
  countCap: 20_000,
  hydrate: (reader, ids) => rows(reader, ids.map(Number)),
  rowId: (row) => row.id,
};

export function listLeakageFindings(
  reader: Reader,
  query: ListQuery<LeakageFindingFilter>,
): Promise<Page<LeakageFinding>> {
  return listPage(reader, spec, query);
}

export async function findLeakageFinding(reader: Reader, id: string): Promise<LeakageFinding | undefined> {
  return /^\d{1,18}$/.test(id) ? (await rows(reader, [Number(id)]))[0] : undefined;
}

async function rows(reader: Reader, ids: readonly number[]): Promise<LeakageFinding[]> {
  const found: { rows: { row: LeakageFinding }[] } = await reader.sql.raw(select, [[...ids]]);
  return found.rows.map(({ row }) => row);
}
