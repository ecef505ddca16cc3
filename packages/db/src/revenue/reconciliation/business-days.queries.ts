import type { ListQuery, Page } from '@wedsync/domain/platform';
import type {
  AccountingPeriod,
  AccountingPeriodFilter,
  BusinessDay,
  BusinessDayFilter,
  DayFacts,
  MonthFacts,
} from '@wedsync/domain/revenue';
import { listPage, type ListSpec, type Reader } from '../../platform/index.ts';

const unsettled = `select 1 from reconciliation_exceptions e where e.state in ('open', 'fixing')`;

const daySelect = `select to_json(r) as row from (
  select d.id, d.day, d.closed_at as "closedAt", d.closed_by_name as "closedByName", d.note, d.version,
    case when d.closed_at is not null then 'closed' when x.unsettled > 0 then 'exceptions' when c.providers is null then 'unchecked' else 'clean' end as state,
    coalesce(c.providers, '[]') as providers, x.unsettled, x.accepted, coalesce(m.amounts, '[]') as "unsettledByCurrency"
  from business_days d
  left join lateral (select jsonb_agg(jsonb_build_object('provider', r.provider, 'bookedLines', r.booked_lines, 'listedLines', r.listed_lines,
      'comparedThrough', to_char(r.compared_through at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by r.provider) as providers
    from reconciled_days r where r.day = d.day) c on true
  left join lateral (select count(*) filter (where e.state in ('open', 'fixing'))::int as unsettled, count(*) filter (where e.state = 'accepted')::int as accepted
    from reconciliation_exceptions e where e.day = d.day) x on true
  left join lateral (select jsonb_agg(jsonb_build_object('currency', s.currency, 'amountMinor', s.amount) order by s.currency) as amounts from (
    select e.currency, sum(e.amount_minor)::bigint as amount from reconciliation_exceptions e where e.day = d.day and e.state in ('open', 'fixing') group by 1) s) m on true
  where d.id = any(?)) r`;

const daySpec: ListSpec<BusinessDay, BusinessDayFilter> = {
  resource: 'business-days',
  keys: (reader) => reader.sql('business_days as d'),
  idColumn: 'd.id',
  sorts: { day: 'd.day', id: 'd.id' },
  defaultSort: { field: 'day', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('d.id', ids),
    closed: (query, closed) => void (closed ? query.whereNotNull('d.closed_at') : query.whereNull('d.closed_at')),
    withExceptions: (query, having) =>
      void query.whereRaw(`${having ? '' : 'not '}exists (${unsettled} and e.day = d.day)`),
    dayFrom: (query, day) => void query.where('d.day', '>=', day),
    dayTo: (query, day) => void query.where('d.day', '<=', day),
  },
  countCap: null,
  hydrate: (reader, ids) => days(reader, ids.map(String)),
  rowId: (row) => row.id,
};

export function listBusinessDays(reader: Reader, query: ListQuery<BusinessDayFilter>): Promise<Page<BusinessDay>> {
  return listPage(reader, daySpec, query);
}

export async function findBusinessDay(reader: Reader, id: string): Promise<BusinessDay | undefined> {
  return (await days(reader, [id]))[0];
}

async function days({ sql }: Reader, ids: readonly string[]): Promise<BusinessDay[]> {
  const found: { rows: { row: BusinessDay }[] } = await sql.raw(daySelect, [[...ids]]);
  return found.rows.map(({ row }) => row);
}

/** What decides about closing a day. A provider counts from the first day its list was compared. */
export async function dayFacts({ sql }: Reader, id: string): Promise<DayFacts | undefined> {
  const found: { rows: DayFacts[] } = await sql.raw(
    `select d.id as day, d.closed_at is not null as closed, (select count(*)::int from (${unsettled} and e.day = d.day) u) as unsettled,
       coalesce((select jsonb_agg(jsonb_build_object('provider', p.provider, 'comparedToItsEnd', exists (
           select 1 from reconciled_days r where r.provider = p.provider and r.day = d.day and r.compared_through >= (d.day + 1)::timestamp at time zone 'Europe/London')) order by p.provider)
         from (select provider from reconciled_days group by provider having min(day) <= d.day) p), '[]') as checks
     from business_days d where d.id = ?`,
    [id],
  );
  return found.rows[0];
}

const monthSelect = `select to_json(r) as row from (
  select p.id, p.closed_at as "closedAt", p.closed_by_name as "closedByName", coalesce(s.name, p.approved_by) as "approvedByName", p.note, p.version,
    d.days, d.open as "openDays",
    (select count(*)::int from (${unsettled} and date_trunc('month', e.day) = p.month) u) as unsettled,
    (select count(*)::int from journal_entries j where j.note is not null and j.occurred_at >= p.month::timestamp at time zone 'Europe/London'
      and j.occurred_at < (p.month + interval '1 month')::timestamp at time zone 'Europe/London' and j.booked_on >= p.month + interval '1 month') as "lateEntries"
  from accounting_periods p left join staff s on s.id = p.approved_by
  left join lateral (select count(*)::int as days, count(*) filter (where b.closed_at is null)::int as open from business_days b
    where b.day >= p.month and b.day < p.month + interval '1 month') d on true
  where p.id = any(?)) r`;

const monthSpec: ListSpec<AccountingPeriod, AccountingPeriodFilter> = {
  resource: 'accounting-periods',
  keys: (reader) => reader.sql('accounting_periods as p'),
  idColumn: 'p.id',
  sorts: { id: 'p.id' },
  defaultSort: { field: 'id', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('p.id', ids),
    closed: (query, closed) => void (closed ? query.whereNotNull('p.closed_at') : query.whereNull('p.closed_at')),
  },
  countCap: null,
  hydrate: (reader, ids) => months(reader, ids.map(String)),
  rowId: (row) => row.id,
};

export function listAccountingPeriods(
  reader: Reader,
  query: ListQuery<AccountingPeriodFilter>,
): Promise<Page<AccountingPeriod>> {
  return listPage(reader, monthSpec, query);
}

export async function findAccountingPeriod(reader: Reader, id: string): Promise<AccountingPeriod | undefined> {
  return (await months(reader, [id]))[0];
}

async function months({ sql }: Reader, ids: readonly string[]): Promise<AccountingPeriod[]> {
  const found: { rows: { row: AccountingPeriod }[] } = await sql.raw(monthSelect, [[...ids]]);
  return found.rows.map(({ row }) => row);
}

/** What decides about closing a month. */
export async function monthFacts({ sql }: Reader, id: string): Promise<MonthFacts | undefined> {
  const found: { rows: MonthFacts[] } = await sql.raw(
    `select p.id as month, p.closed_at is not null as closed,
       (select count(*)::int from business_days d where d.day >= p.month and d.day < p.month + interval '1 month' and d.closed_at is null) as "openDays",
       (select count(*)::int from accounting_periods o where o.month < p.month and o.closed_at is null) as "earlierOpenMonths"
     from accounting_periods p where p.id = ?`,
    [id],
  );
  return found.rows[0];
}
