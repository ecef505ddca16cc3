import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { MrrMovementFilter, MrrMovementRow } from '@wedsync/domain/revenue';
import { likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { viewColumns, viewOf } from './mrr-segments.ts';

const select = `select to_json(r) as row from (
  select m.id, m.supplier_id as "supplierId", s.business_name as "businessName", m.type, m.amount_minor as "amountMinor", m.native_minor as "nativeMinor",
    m.currency, m.reason, m.actor, coalesce(who.name, m.actor) as "actorName", m.source_event_id as "sourceEventId",
    m.merged_source_event_ids as "mergedSourceEventIds", m.subscription_id as "subscriptionId", m.plan_code as "planCode", to_char(m.month, 'YYYY-MM') as month,
    m.effective_at as "effectiveAt", m.recorded_at as "recordedAt", m.published_at as "publishedAt", m.restatement, m.reversal,
    m.restates_movement_id as "restatesMovementId",
    array_remove(array[case when m.in_net then 'net' end, case when m.in_committed then 'committed' end, case when m.in_stripe then 'stripe' end,
      case when m.in_plan then 'plan' end, case when m.in_committed_plan then 'committed_plan' end, case when m.in_stripe_plan then 'stripe_plan' end], null) as views
  from mrr_movements m left join suppliers s on s.id = m.supplier_id left join staff who on m.actor = 'staff:' || who.id where m.id = any(?)) r`;

const ofSupplier = (column: string) =>
  `m.supplier_id in (select id from suppliers where coalesce(${column}, 'none') = any(?))`;
const day = (month: string) => `${month}-01`;

const spec: ListSpec<MrrMovementRow, MrrMovementFilter> = {
  resource: 'mrr-movements',
  keys: (reader) => reader.sql('mrr_movements as m'),
  idColumn: 'm.id',
  sorts: { id: 'm.id', effectiveAt: 'm.effective_at', publishedAt: 'm.published_at', amountMinor: 'm.amount_minor' },
  defaultSort: { field: 'effectiveAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereRaw('m.id = any(?::bigint[])', [ids.filter((id) => /^\d{1,18}$/.test(id))]),
    q: (query, text) =>
      void query.where(
        (any) =>
          void any
            .where('m.source_event_id', text)
            .orWhere('m.subscription_id', text)
            .orWhereRaw('m.supplier_id in (select id from suppliers where business_name ilike ?)', [likePattern(text)]),
      ),
    view: (query, view) => void query.whereRaw(viewColumns[view]),
    type: (query, types) => void query.whereIn('m.type', types),
    reason: (query, reasons) => void query.whereIn('m.reason', reasons),
    month: (query, months) => void query.whereRaw('m.month = any(?::date[])', [months.map(day)]),
    monthFrom: (query, month) => void query.where('m.month', '>=', day(month)),
    monthTo: (query, month) => void query.where('m.month', '<=', day(month)),
    cohort: (query, months) =>
      void query.whereRaw('m.supplier_id in (select supplier_id from mrr_accounts where cohort = any(?::date[]))', [
        months.map(day),
      ]),
    supplierId: (query, id) => void query.where('m.supplier_id', id),
    subscriptionId: (query, id) => void query.where('m.subscription_id', id),
    restatement: (query, wanted) => void query.whereRaw(wanted ? 'm.restatement' : 'not m.restatement'),
    tier: (query, plans) => void query.whereRaw(`coalesce(m.plan_code, 'none') = any(?)`, [[...plans]]),
    vendorType: (query, types) => void query.whereRaw(ofSupplier('vendor_type'), [[...types]]),
    region: (query, regions) => void query.whereRaw(ofSupplier('region'), [[...regions]]),
    owner: (query, owners) => void query.whereRaw(ofSupplier('owner_id'), [[...owners]]),
    season: (query, seasons) =>
      void query.whereRaw('m.supplier_id in (select supplier_id from mrr_accounts where season = any(?))', [
        [...seasons],
      ]),
    currency: (query, currencies) => void query.whereIn('m.currency', currencies),
  },
  countCap: 20_000,
  hydrate: (reader, ids) => movements(reader, ids.map(Number)),
  rowId: (row) => row.id,
};

/** Movements of one view; of the headline when nothing is said, plan by plan when plans are asked for. */
export function listMrrMovements(reader: Reader, query: ListQuery<MrrMovementFilter>): Promise<Page<MrrMovementRow>> {
  const { filter } = query;
  const all = filter.id !== undefined || filter.restatement === true;
  const view = all && filter.view === undefined ? undefined : viewOf(filter.view ?? 'net', filter);
  return listPage(reader, spec, { ...query, filter: { ...filter, ...(view === undefined ? {} : { view }) } });
}

export async function findMrrMovement(reader: Reader, id: string): Promise<MrrMovementRow | undefined> {
  return /^\d{1,18}$/.test(id) ? (await movements(reader, [Number(id)]))[0] : undefined;
}

async function movements(reader: Reader, ids: readonly number[]): Promise<MrrMovementRow[]> {
  const found: { rows: { row: MrrMovementRow }[] } = await reader.sql.raw(select, [[...ids]]);
  return found.rows.map(({ row }) => row);
}
