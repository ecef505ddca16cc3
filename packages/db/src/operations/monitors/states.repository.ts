import type { MonitorState, Standing } from '@wedsync/domain/operations';
import type { Writer } from '../../platform/index.ts';

export type KnownState = {
  readonly id: string;
  readonly monitor: string;
  readonly subject: string;
  readonly state: MonitorState;
  readonly since: Date;
};

/** How every line stood when it was judged last; locked, so that two workers do not judge at once. */
export async function knownStates({ sql }: Writer): Promise<KnownState[]> {
  return sql('monitor_states').orderBy('id').forUpdate().select('id', 'monitor', 'subject', 'state', 'since');
}

export type JudgedLine = Pick<KnownState, 'id' | 'monitor' | 'subject'> & {
  /** In the order of the page. */
  readonly place: number;
  readonly standing: Standing;
};

/** Keeps how every line stands now; other lines are no longer watched and go. */
export async function keepStates({ sql }: Writer, lines: readonly JudgedLine[], now: Date): Promise<void> {
  const rows = lines.map(({ standing: { takenAt, because, ...seen }, ...line }) => ({
    ...line,
    ...seen,
    taken_at: takenAt,
    because: [...because],
    judged_at: now,
  }));
  await sql('monitor_states').insert(rows).onConflict('id').merge();
  await sql('monitor_states')
    .whereNotIn(
      'id',
      lines.map(({ id }) => id),
    )
    .delete();
}
