import { daysBetween, type ListQuery, type Page } from '@wedsync/domain/platform';
import { fxStaleDays } from '@wedsync/domain/billing';
import type { FxRateFilter, FxRateRow, FxStanding } from '@wedsync/domain/revenue';
import { reportingCurrency } from '../billing/index.ts';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

const select = `select to_json(r) as row from (
  select id, day, currency, source, per_euro::text as "perEuro", round(gbp_per_unit, 8)::text as "gbpPerUnit", recorded_at as "recordedAt"
  from fx_rates where id = any(?)) r`;

const spec: ListSpec<FxRateRow, FxRateFilter> = {
  resource: 'fx-rates',
  keys: (reader) => reader.sql('fx_rates as f'),
  idColumn: 'f.id',
  sorts: { id: 'f.id', day: 'f.day', currency: 'f.currency' },
  defaultSort: { field: 'day', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereRaw('f.id = any(?::bigint[])', [ids.filter((id) => /^\d{1,18}$/.test(id))]),
    currency: (query, currencies) => void query.whereIn('f.currency', currencies),
    dayFrom: (query, day) => void query.where('f.day', '>=', day),
    dayTo: (query, day) => void query.where('f.day', '<', day),
  },
  countCap: 50_000,
  hydrate: (reader, ids) => rates(reader, ids.map(Number)),
  rowId: (row) => row.id,
};

export function listFxRates(reader: Reader, query: ListQuery<FxRateFilter>): Promise<Page<FxRateRow>> {
  return listPage(reader, spec, query);
}

export async function findFxRate(reader: Reader, id: string): Promise<FxRateRow | undefined> {
  return /^\d{1,18}$/.test(id) ? (await rates(reader, [Number(id)]))[0] : undefined;
}

async function rates(reader: Reader, ids: readonly number[]): Promise<FxRateRow[]> {
  const found: { rows: { row: FxRateRow }[] } = await reader.sql.raw(select, [[...ids]]);
  return found.rows.map(({ row }) => row);
}

/** The newest rate of every currency anybody is paid in, and how old it is. */
export async function fxStanding(reader: Reader, now: Date, today: string): Promise<FxStanding> {
  const found: { rows: { currency: string; day: string; gbpPerUnit: string; days: number }[] } = await reader.sql.raw(
    `select f.currency, f.day, round(f.gbp_per_unit, 6)::text as "gbpPerUnit", (select count(distinct day) from fx_rates d where d.currency = f.currency)::int as days
       from (select distinct on (currency) * from fx_rates order by currency, day desc, recorded_at desc) f
      where f.currency <> ? order by f.currency`,
    [reportingCurrency],
  );
  const last: { at: Date | null; source: string | null }[] = await reader
    .sql('fx_rates')
    .max({ at: 'recorded_at' })
    .max({ source: 'source' });
  return {
    asOf: now.toISOString(),
    source: last[0]?.source ?? null,
    lastImportAt: last[0]?.at?.toISOString() ?? null,
    currencies: found.rows.map((row) => {
      const ageDays = daysBetween(row.day, today);
      return { ...row, ageDays, stale: ageDays > fxStaleDays };
    }),
  };
}
