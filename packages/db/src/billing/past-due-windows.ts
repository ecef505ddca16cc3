import type { PastDueWindow } from '@wedsync/domain/billing';
import type { Reader, Writer } from '../platform/index.ts';

/** How long debts may last, for debts that began from each day on; in the order in which they were set. */
export async function pastDueWindows({ sql }: Reader): Promise<PastDueWindow[]> {
  return sql('past_due_windows')
    .orderBy(['applies_from', 'id'])
    .select({ appliesFrom: sql.raw(`to_char(applies_from, 'YYYY-MM-DD')`), days: 'days' });
}

export async function addPastDueWindow({ sql, actor }: Writer, { appliesFrom, days }: PastDueWindow): Promise<void> {
  await sql('past_due_windows').insert({ applies_from: appliesFrom, days, reason: actor.reason ?? '' });
}
