import {
  isWeddingDay,
  southernCountries,
  type ChangeWatchPolicy,
  type ModeFacts,
  type WatchPolicy,
  type WatchPolicyFilter,
} from '@wedsync/domain/operations';
import { calendarDate, type ListQuery, type Page } from '@wedsync/domain/platform';
import { isoInstant, type Reader, type Writer } from '../../platform/index.ts';

export async function watchPolicy({ sql }: Reader): Promise<WatchPolicy> {
  const policy: WatchPolicy | undefined = await sql('watch_policies')
    .where({ id: 'all' })
    .first({ ...columns, id: 'id', version: 'version', updatedAt: isoInstant(sql, 'updated_at') });
  if (policy === undefined) throw new Error('The policy of watching is made with its table.');
  return policy;
}

export async function listWatchPolicies(
  reader: Reader,
  _query: ListQuery<WatchPolicyFilter>,
): Promise<Page<WatchPolicy>> {
  return { rows: [await watchPolicy(reader)], total: 1, estimated: false };
}

export async function changeWatchPolicy({ sql }: Writer, change: ChangeWatchPolicy): Promise<void> {
  const set = Object.entries(columns).map(([field, column]) => [column, Reflect.get(change, field)]);
  await sql('watch_policies').where({ id: 'all' }).update(Object.fromEntries(set));
}

const columns: Readonly<Record<keyof ChangeWatchPolicy, string>> = {
  weddingEnabled: 'wedding_enabled',
  weddingMinSuppliers: 'wedding_min_suppliers',
  weddingMinPercent: 'wedding_min_percent',
  weddingFactor: 'wedding_factor',
  weddingEscalateAfterMinutes: 'wedding_escalate_after_minutes',
  seasonEnabled: 'season_enabled',
  northFrom: 'north_from',
  northTo: 'north_to',
  southFrom: 'south_from',
  southTo: 'south_to',
  seasonFactor: 'season_factor',
  seasonMinPercent: 'season_min_percent',
};

/** What the modes are judged by. A wedding is today where its supplier is, whatever day it is here. */
export async function modeFacts({ sql }: Reader, now: Date): Promise<ModeFacts> {
  const { rows }: { rows: ModeFacts[] } = await sql.raw(
    `select count(*)::int as suppliers, (count(*) filter (where country = any(:southern)))::int as southern,
       (select count(distinct w.supplier_id)::int from wedding_dates w join suppliers s on s.id = w.supplier_id
         where w.held_on between :now::timestamptz::date - 1 and :now::timestamptz::date + 1 and s.lifecycle <> 'cancelled'
           and w.held_on = (:now::timestamptz at time zone s.time_zone)::date) as "atWedding"
     from suppliers where lifecycle <> 'cancelled'`,
    { now, southern: [...southernCountries] },
  );
  return rows[0] ?? { suppliers: 0, southern: 0, atWedding: 0 };
}

export type DayAhead = { readonly day: string; readonly suppliers: number };

/** Days from today on that will be wedding days, as far as their dates are known. */
export async function weddingDaysAhead(reader: Reader, now: Date, days: number): Promise<DayAhead[]> {
  const policy = await watchPolicy(reader);
  if (!policy.weddingEnabled) return [];
  const today = calendarDate(now);
  const { rows }: { rows: (DayAhead & { all: number })[] } = await reader.sql.raw(
    `select w.held_on::text as day, count(distinct w.supplier_id)::int as suppliers, (select count(*)::int from suppliers where lifecycle <> 'cancelled') as all
     from wedding_dates w join suppliers s on s.id = w.supplier_id and s.lifecycle <> 'cancelled'
     where w.held_on between ?::date and ?::date + ?::int group by 1 order by 1`,
    [today, today, days],
  );
  return rows
    .filter(({ suppliers, all }) => isWeddingDay(policy, { atWedding: suppliers, suppliers: all }))
    .map(({ day, suppliers }) => ({ day, suppliers }));
}
