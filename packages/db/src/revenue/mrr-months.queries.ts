import { calendarDate, Invalid, type ListQuery, type Page } from '@wedsync/domain/platform';
import { monthsBetween, type MonthFigures, type MrrMonthFilter, type MrrMonthRow } from '@wedsync/domain/revenue';
import { monthFigures } from '@wedsync/domain/revenue';
import { pastDueDaysOf, type PastDueWindow } from '@wedsync/domain/billing';
import { pastDueWindows } from '../billing/index.ts';
import type { Reader } from '../platform/index.ts';
import { monthMovements } from './mrr-series.queries.ts';

/** What a month said when it was closed. */
export type ClosedFigures = Pick<MonthFigures, 'startMinor' | 'endMinor' | 'amounts' | 'activeEnd'>;

type Closing = {
  readonly month: string;
  readonly version: number;
  readonly figures: ClosedFigures;
  readonly closedAt: Date;
  readonly closedByName: string;
  /** Movements of the month written after it was closed. */
  readonly restatements: number;
};

/** Every month since the first movement, newest first. A few dozen rows: they are worked out together and cut to the page. */
export async function listMrrMonths(
  reader: Reader,
  { filter, sort, offset, limit }: ListQuery<MrrMonthFilter>,
  now: Date,
): Promise<Page<MrrMonthRow>> {
  if (sort !== null && sort.field !== 'id') throw Invalid({ message: `mrr-months cannot be sorted by ${sort.field}.` });
  const wanted = (await allMonths(reader, now)).filter(
    ({ id, state }) => (filter.id?.includes(id) ?? true) && (filter.state?.includes(state) ?? true),
  );
  const ordered = sort?.order === 'ASC' ? wanted : wanted.toReversed();
  return { rows: ordered.slice(offset, offset + limit), total: wanted.length, estimated: false };
}

export async function findMrrMonth(reader: Reader, id: string, now: Date): Promise<MrrMonthRow | undefined> {
  return (await allMonths(reader, now)).find((month) => month.id === id);
}

/** Oldest first. */
export async function allMonths(reader: Reader, now: Date): Promise<MrrMonthRow[]> {
  const running = calendarDate(now).slice(0, 7);
  const first: { rows: { month: string | null }[] } = await reader.sql.raw(
    `select to_char(min(month), 'YYYY-MM') as month from mrr_movements`,
  );
  const from = first.rows[0]?.month ?? null;
  if (from === null) return [];
  const moved = (await monthMovements(reader, { from, to: running, view: 'net', by: undefined, segment: {} })).get(
    'all',
  );
  const windows = await pastDueWindows(reader);
  const closings = new Map((await lastClosings(reader)).map((closing) => [closing.month, closing]));
  return monthFigures(moved?.within ?? [], monthsBetween(from, running), { mrrMinor: 0, active: 0 }).map((figures) =>
    rowOf(figures, { closing: closings.get(figures.month), running, windows }),
  );
}

type Around = {
  readonly closing: Closing | undefined;
  readonly running: string;
  readonly windows: readonly PastDueWindow[];
};

function rowOf(figures: MonthFigures, { closing, running, windows }: Around): MrrMonthRow {
  const { month: id, startMinor, endMinor, amounts, activeEnd } = figures;
  const pastDueDays = pastDueDaysOf(windows, new Date(`${id}-01T12:00:00Z`));
  const now = { id, startMinor, endMinor, amounts, activeEnd, pastDueDays };
  if (closing === undefined) return { ...now, ...neverClosed, state: id === running ? 'running' : 'open' };
  const { version, closedAt, closedByName, restatements, figures: then } = closing;
  return {
    ...now,
    state: restatements > 0 || then.endMinor !== endMinor ? 'restated' : 'closed',
    closedVersion: version,
    closedAt: closedAt.toISOString(),
    closedByName,
    closedEndMinor: then.endMinor,
    restatedMinor: endMinor - then.endMinor,
    restatements,
  };
}

const neverClosed = {
  closedVersion: null,
  closedAt: null,
  closedByName: null,
  closedEndMinor: null,
  restatedMinor: 0,
  restatements: 0,
} as const;

async function lastClosings({ sql }: Reader): Promise<Closing[]> {
  const found: { rows: Closing[] } = await sql.raw(
    `select to_char(c.month, 'YYYY-MM') as month, c.version, c.figures, c.closed_at as "closedAt", c.closed_by_name as "closedByName",
       (select count(*)::int from mrr_movements m where m.month = c.month and m.published_at > c.closed_at) as restatements
     from (select distinct on (month) * from mrr_closes order by month, version desc) c`,
  );
  return found.rows;
}
