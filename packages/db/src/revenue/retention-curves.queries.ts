import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { RetentionCurveFilter, RetentionCurveRow } from '@wedsync/domain/revenue';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

const select = `select to_json(r) as row from (
  select c.id, c.detail, p.curve_id is not null as current, p.checked_at as "checkedAt", c.fitted_at as "fittedAt", c.method_version as "methodVersion",
    c.inputs_hash as "inputsHash"
  from retention_curves c left join retention_curves_current p on p.curve_id = c.id where c.id = any(?)) r`;

const spec: ListSpec<RetentionCurveRow, RetentionCurveFilter> = {
  resource: 'retention-curves',
  keys: (reader) => reader.sql('retention_curves as c'),
  idColumn: 'c.id',
  sorts: { id: 'c.id', n: 'c.n', fittedAt: 'c.fitted_at' },
  defaultSort: { field: 'n', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereRaw('c.id = any(?::bigint[])', [ids.filter((id) => /^\d{1,18}$/.test(id))]),
    current: (query, wanted) =>
      void query.whereRaw(
        `${wanted ? '' : 'not '}exists (select 1 from retention_curves_current p where p.curve_id = c.id)`,
      ),
    interval: (query, intervals) => void query.whereIn('c.billing_interval', intervals),
    level: (query, levels) => void query.whereIn('c.level', levels),
    plan: (query, plans) => void query.whereIn('c.plan_code', plans),
    vendorType: (query, types) => void query.whereIn('c.vendor_type', types),
  },
  countCap: 10_000,
  hydrate: (reader, ids) => curves(reader, ids.map(Number)),
  rowId: (row) => row.id,
};

export function listRetentionCurves(
  reader: Reader,
  query: ListQuery<RetentionCurveFilter>,
): Promise<Page<RetentionCurveRow>> {
  return listPage(reader, spec, query);
}

export async function findRetentionCurve(reader: Reader, id: string): Promise<RetentionCurveRow | undefined> {
  return /^\d{1,18}$/.test(id) ? (await curves(reader, [Number(id)]))[0] : undefined;
}

type Stored = Pick<RetentionCurveRow, 'id' | 'current' | 'checkedAt' | 'fittedAt' | 'methodVersion' | 'inputsHash'>;
type Detail = Omit<RetentionCurveRow, keyof Stored | keyof Starts> & Partial<Starts>;
type Starts = Pick<RetentionCurveRow, 'tailStarts' | 'indicative'>;

async function curves(reader: Reader, ids: readonly number[]): Promise<RetentionCurveRow[]> {
  const found: { rows: { row: Stored & { detail: Detail } }[] } = await reader.sql.raw(select, [[...ids]]);
  return found.rows.map(({ row: { detail, ...stored } }) => ({
    tailStarts: null,
    indicative: false,
    ...detail,
    ...stored,
  }));
}
