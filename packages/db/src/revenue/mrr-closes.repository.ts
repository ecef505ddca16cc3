import { calendarDate, defineError, NotFound } from '@wedsync/domain/platform';
import type { MrrMonthRow } from '@wedsync/domain/revenue';
import { emitEvents, lock, type Reader, type Writer } from '../platform/index.ts';
import { allMonths } from './mrr-months.queries.ts';

export const MonthStillRunning = defineError(
  'conflict',
  'month-still-running',
  (p: { month: string }) => `${p.month} is not over yet. It can be closed from the first of the next month.`,
);
export const MonthAlreadyClosed = defineError(
  'conflict',
  'month-already-closed',
  (p: { month: string }) => `${p.month} is closed and nothing of it has changed since.`,
);

/**
 * The months that closing one would close: those before it that are still open, itself, and whichever closed ones were restated since.
 * @throws NotFound, MonthStillRunning, MonthAlreadyClosed
 */
export async function monthsToClose(reader: Reader, month: string, now: Date): Promise<readonly MrrMonthRow[]> {
  if (month >= calendarDate(now).slice(0, 7)) throw MonthStillRunning({ month });
  const known = (await allMonths(reader, now)).filter(({ id }) => id <= month);
  const last = known.at(-1);
  if (last?.id !== month) throw NotFound({ what: 'month of MRR', id: month });
  if (last.state === 'closed') throw MonthAlreadyClosed({ month });
  return known.filter(({ state }) => state !== 'closed');
}

/** Closes a month and what is open before it. What was closed and restated gets another version; the earlier one stays on record. */
export async function closeMonths(writer: Writer, month: string, now: Date): Promise<readonly MrrMonthRow[]> {
  // Nothing is published from here until the end of this transaction.
  await lock(writer, 'mrr-months');
  const closing = await monthsToClose(writer, month, now);
  await writer.sql('mrr_closes').insert(
    closing.map(({ id, closedVersion, startMinor, endMinor, amounts, activeEnd }) => ({
      month: `${id}-01`,
      version: (closedVersion ?? 0) + 1,
      figures: JSON.stringify({ startMinor, endMinor, amounts, activeEnd }),
    })),
  );
  await emitEvents(writer, [
    {
      type: 'mrr.month_closed',
      supplierId: null,
      resource: 'mrr-months',
      resourceId: month,
      summary: `MRR is closed through ${month}`,
      payload: { months: closing.map(({ id }) => id) },
      occurredAt: now,
    },
  ]);
  return closing;
}

/** The last closed month as YYYY-MM; null before the first closing. */
export async function closedMonth({ sql }: Reader): Promise<string | null> {
  const found: { rows: { month: string | null }[] } = await sql.raw(
    `select to_char(mrr_closed_through(), 'YYYY-MM') as month`,
  );
  return found.rows[0]?.month ?? null;
}
