import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import type { PlaybookTrigger } from '@wedsync/domain/success';
import type { Writer } from '../../platform/index.ts';
import type { Fragment } from '../../suppliers/index.ts';

/** A trigger fired for a supplier. */
export type Proposal = {
  readonly playbookId: string;
  readonly supplierId: string;
  /** What fired; the same cause is answered once. */
  readonly cause: string;
};

/** How long somebody whom another playbook has, or for whom there is no room, goes on waiting. */
export const candidatePatienceMs = 7 * DAY_MS;

/** Remembers suppliers for whom triggers fired. @returns how many were new */
export async function proposeCandidates({ sql }: Writer, proposals: readonly Proposal[], now: Date): Promise<number> {
  if (proposals.length === 0) return 0;
  const rows = proposals.map(({ playbookId, supplierId, cause }) => ({
    playbook_id: playbookId,
    supplier_id: supplierId,
    cause,
    since: now,
    look_at: now,
    expires_at: plusMs(now, candidatePatienceMs),
  }));
  const inserted: { id: number }[] = await sql('playbook_candidates')
    .insert(rows)
    .onConflict(['playbook_id', 'supplier_id', 'cause'])
    .ignore()
    .returning('id');
  return inserted.length;
}

/**
 * Remembers every supplier whom a schedule means today and whose own clock has passed its hour, in one statement. Each is asked once a day, also when the
 * worker slept through the hour.
 * @param condition on suppliers `s`
 * @returns how many were new
 */
export async function proposeScheduled(
  { sql }: Writer,
  playbookId: string,
  { every, on, hour }: Extract<PlaybookTrigger, { kind: 'schedule' }>,
  condition: Fragment,
  now: Date,
): Promise<number> {
  const result: { rowCount: number } = await sql.raw(
    `insert into playbook_candidates (playbook_id, supplier_id, cause, since, look_at, expires_at)
     select ?, s.id, 'schedule:' || to_char(c.clock, 'YYYY-MM-DD'), ?::timestamptz, ?::timestamptz, ?::timestamptz
     from suppliers s cross join lateral (select ?::timestamptz at time zone s.time_zone as clock) c
     where extract(hour from c.clock) >= ? and ${days[every]} and ${condition.sql} order by s.id
     on conflict (playbook_id, supplier_id, cause) do nothing`,
    [
      playbookId,
      now,
      now,
      plusMs(now, candidatePatienceMs),
      now,
      hour,
      ...(every === 'day' ? [] : [on]),
      ...condition.bindings,
    ],
  );
  return result.rowCount;
}

/** Whether it is the schedule's day where the supplier is; a month without the day has its last day. */
const days: Readonly<Record<'day' | 'week' | 'month', string>> = {
  day: 'true',
  week: 'extract(isodow from c.clock) = ?',
  month: `extract(day from c.clock) = least(?::int, extract(day from date_trunc('month', c.clock) + interval '1 month - 1 day'))`,
};
