import type { ListQuery, Page } from '@wedsync/domain/platform';
import { unknownReasons, type SupplierValueFilter, type SupplierValueRow } from '@wedsync/domain/revenue';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { whereSupplierMatches } from '../suppliers/index.ts';

const historyDays = 200;

const select = (withHistory: boolean) => `select to_json(r) as row from (
  select v.supplier_id as id, v.supplier_id as "supplierId", s.business_name as "businessName", v.state, v.plan_code as plan, v.vendor_type as "vendorType",
    v.billing_interval as interval, v.began_at as "beganAt", v.periods, v.mrr_minor as "mrrMinor", v.paid_minor as "paidMinor", v.tax_minor as "taxMinor",
    v.refunds_minor as "refundsMinor", v.lost_disputes_minor as "lostDisputesMinor", v.processor_fees_minor as "processorFeesMinor",
    v.dispute_fees_minor as "disputeFeesMinor", v.realised_minor as "realisedMinor", v.residual_minor as "residualMinor",
    v.residual_lower_minor as "residualLowerMinor", v.residual_upper_minor as "residualUpperMinor", v.predicted_minor as "predictedMinor",
    v.predicted_lower_minor as "predictedLowerMinor", v.predicted_upper_minor as "predictedUpperMinor", v.reason, v.missing_rate as "missingRate",
    (select json_build_object('id', c.id, 'level', c.level, 'n', c.n, 'fittedAt', c.fitted_at,
      'tailStarts', c.detail -> 'tailStarts', 'indicative', coalesce((c.detail ->> 'indicative')::boolean, false)) from retention_curves c where c.id = v.curve_id) as curve,
    v.method_version as "methodVersion", v.computed_at as "computedAt",
    ${withHistory ? `coalesce((select json_agg(json_build_object('day', d.day, 'realisedMinor', d.realised_minor, 'predictedMinor', d.predicted_minor) order by d.day) from (select * from supplier_value_days where supplier_id = v.supplier_id order by day desc limit ${historyDays}) d), '[]')` : `'[]'::json`} as history
  from supplier_values v join suppliers s on s.id = v.supplier_id where v.supplier_id = any(?)) r`;

const spec: ListSpec<SupplierValueRow, SupplierValueFilter> = {
  resource: 'supplier-values',
  keys: (reader) => reader.sql('supplier_values as v'),
  idColumn: 'v.supplier_id',
  sorts: {
    id: 'v.supplier_id',
    predictedMinor: 'v.predicted_minor',
    realisedMinor: 'v.realised_minor',
    residualMinor: 'v.residual_minor',
  },
  emptyLast: ['predictedMinor', 'realisedMinor', 'residualMinor'],
  defaultSort: { field: 'predictedMinor', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('v.supplier_id', ids),
    q: (query, text) => whereSupplierMatches(query, 'v.supplier_id', text),
    state: (query, states) => void query.whereIn('v.state', states),
    plan: (query, plans) => void query.whereIn('v.plan_code', plans),
    vendorType: (query, types) => void query.whereIn('v.vendor_type', types),
    interval: (query, intervals) => void query.whereIn('v.billing_interval', intervals),
  },
  countCap: 20_000,
  hydrate: (reader, ids) => values(reader, ids.map(String), false),
  rowId: (row) => row.id,
};

/** Without their history, which only one at a time has. */
export function listSupplierValues(
  reader: Reader,
  query: ListQuery<SupplierValueFilter>,
): Promise<Page<SupplierValueRow>> {
  return listPage(reader, spec, query);
}

export async function findSupplierValue(reader: Reader, id: string): Promise<SupplierValueRow | undefined> {
  return (await values(reader, [id], true))[0];
}

type Stored = Omit<SupplierValueRow, 'why'>;

async function values(reader: Reader, ids: readonly string[], withHistory: boolean): Promise<SupplierValueRow[]> {
  const found: { rows: { row: Stored }[] } = await reader.sql.raw(select(withHistory), [[...ids]]);
  return found.rows.map(({ row }) => ({ ...row, why: wordsFor(row.reason) }));
}

function wordsFor(reason: string | null): string | null {
  return Object.entries(unknownReasons).find(([code]) => code === reason)?.[1] ?? reason;
}
