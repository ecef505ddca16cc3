import type { Provider } from '@wedsync/domain/billing';
import { lastDayOf } from '@wedsync/domain/revenue';
import type { Reader, Writer } from '../../platform/index.ts';
import { closedThrough, closePeriod } from '../journal-entries.repository.ts';
import type { DayRange } from './statement-lines.repository.ts';

/** Notes through when these days were compared, and how many lines each side has. */
export async function markDaysReconciled(
  { sql }: Writer,
  provider: Provider,
  { from, to }: DayRange,
  through: Date,
): Promise<void> {
  await sql.raw(
    `insert into reconciled_days as r (provider, day, booked_lines, listed_lines, compared_through)
     select :provider, d::date, coalesce(b.n, 0), coalesce(s.n, 0), :through::timestamptz from generate_series(:from::date, :to::date, interval '1 day') d
     left join (select day, count(*)::int as n from booked_lines where provider = :provider and day between :from and :to group by day) b on b.day = d::date
     left join (select day, count(*)::int as n from statement_lines where provider = :provider and day between :from and :to group by day) s on s.day = d::date
     on conflict (provider, day) do update set booked_lines = excluded.booked_lines, listed_lines = excluded.listed_lines, compared_through = excluded.compared_through`,
    { provider, from, to, through },
  );
  await sql.raw(
    `insert into business_days (id, day) select d::date::text, d::date from generate_series(?::date, ?::date, interval '1 day') d on conflict do nothing`,
    [from, to],
  );
  await sql.raw(
    `insert into accounting_periods (id, month) select distinct to_char(d, 'YYYY-MM'), date_trunc('month', d)::date
       from generate_series(?::date, ?::date, interval '1 day') d on conflict do nothing`,
    [from, to],
  );
}

/** The first day a provider's movements are booked on; null while there are none. */
export async function firstMovementDay({ sql }: Reader, provider: Provider): Promise<string | null> {
  const found: { rows: { day: string | null }[] } = await sql.raw(
    `select to_char(min(day), 'YYYY-MM-DD') as day from booked_lines where provider = ?`,
    [provider],
  );
  return found.rows[0]?.day ?? null;
}

/** Closes a business day in the name of the writer's actor. @returns false when it was closed already */
export async function closeDay(writer: Writer, day: string, at: Date, note: string | null): Promise<boolean> {
  const { id, name } = writer.actor;
  const closed = { closed_at: at, closed_by: id, closed_by_name: name, note };
  return (await writer.sql('business_days').where({ id: day }).whereNull('closed_at').update(closed)) === 1;
}

export type MonthClosing = {
  readonly month: string;
  readonly closedBy: string;
  readonly closedByName: string;
  readonly approvedBy: string;
  readonly at: Date;
  readonly note: string;
};

/** Closes a month and moves the lock of the journal to its last day; what comes late is booked on the first open day, with a note. */
export async function closeMonth(writer: Writer, { month, at, note, ...by }: MonthClosing): Promise<void> {
  const last = lastDayOf(month);
  const through = await closedThrough(writer);
  if (through === null || through < last) await closePeriod(writer, last, note);
  await writer.sql('accounting_periods').where({ id: month }).whereNull('closed_at').update({
    closed_at: at,
    closed_by: by.closedBy,
    closed_by_name: by.closedByName,
    approved_by: by.approvedBy,
    note,
  });
}
