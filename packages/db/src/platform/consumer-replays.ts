import { limits } from '@wedsync/domain/platform';
import type { Reader, Store, Writer } from './store.ts';

/** A consumer's second place in the log, while it applies events again that it has had before. */
export type RunningReplay = {
  readonly id: string;
  readonly consumer: string;
  /** The last event it is to apply: where the live cursor stood when the replay was asked for. */
  readonly toId: number;
};

export type ReplaySpan = {
  readonly afterId: number;
  readonly toId: number;
  /** Events in between that the consumer follows. */
  readonly events: number;
};

/** What a replay since an instant would go through; null for a consumer nobody knows. */
export async function replaySpan({ sql }: Reader, consumer: string, since: Date): Promise<ReplaySpan | null> {
  const result: { rows: { afterId: string; toId: string; events: string }[] } = await sql.raw(
    `select s."afterId", c.last_id as "toId",
       (select count(*) from success_events e where e.id > s."afterId" and e.id <= c.last_id and (c.types is null or e.type = any(c.types))) as events
     from consumer_cursors c,
       lateral (select coalesce((select min(id) - 1 from success_events where recorded_at >= ?), c.last_id) as "afterId") s
     where c.consumer = ?`,
    [since, consumer],
  );
  const row = result.rows[0];
  return row === undefined
    ? null
    : { afterId: Number(row.afterId), toId: Number(row.toId), events: Number(row.events) };
}

export type ReplayRequest = ReplaySpan & {
  readonly id: string;
  readonly consumer: string;
  readonly since: Date;
  readonly reason: string | null;
};

/** Has a consumer go through its past once more, at a place of its own. @returns false while another replay of it runs */
export async function startReplay(writer: Writer, replay: ReplayRequest): Promise<boolean> {
  const { id, consumer, since, afterId, toId, events, reason } = replay;
  const started: { id: string }[] = await writer
    .sql('consumer_replays')
    .insert({
      id,
      consumer,
      since,
      after_id: afterId,
      at_id: afterId,
      to_id: toId,
      events_total: events,
      reason,
      requested_by: writer.actor.id,
      requested_by_name: writer.actor.name,
      ...(afterId >= toId ? { state: 'done', finished_at: writer.sql.raw('clock_timestamp()') } : {}),
    })
    .onConflict(writer.sql.raw(`(consumer) where state = 'running'`))
    .ignore()
    .returning('id');
  await writer.sql.raw(`select pg_notify('wedsync_outbox', 'replay')`);
  return started.length === 1;
}

/** Ends a replay where it stands; what it has applied stays applied. @returns false when none was running */
export async function stopReplay({ sql }: Writer, consumer: string): Promise<boolean> {
  const stopped: number = await sql('consumer_replays')
    .where({ consumer, state: 'running' })
    .update({ state: 'stopped', finished_at: sql.raw('clock_timestamp()') });
  return stopped === 1;
}

/** Replays under way of these consumers. */
export async function runningReplays({ pool }: Store, consumers: readonly string[]): Promise<RunningReplay[]> {
  return pool('consumer_replays')
    .where({ state: 'running' })
    .whereIn('consumer', [...consumers])
    .orderBy('started_at')
    .select('id', 'consumer', { toId: 'to_id' });
}

/** Takes a replay's place for this transaction. @returns null when another worker has it, it rests, was stopped, or its consumer is paused */
export async function takeReplay({ sql }: Writer, id: string): Promise<{ lastId: number } | null> {
  const row = await sql('consumer_replays as r')
    .where({ 'r.id': id, 'r.state': 'running' })
    .whereRaw('(r.retry_at is null or r.retry_at <= clock_timestamp())')
    .whereNotExists(sql('consumer_cursors as c').whereRaw('c.consumer = r.consumer and c.paused_at is not null'))
    .forUpdate()
    .skipLocked()
    .first<{ at_id: number } | undefined>('r.at_id');
  return row === undefined ? null : { lastId: row.at_id };
}

/** Moves a replay on; at its last event it is done. */
export async function moveReplay({ sql }: Writer, id: string, lastId: number, applied: number): Promise<void> {
  await sql('consumer_replays')
    .where({ id })
    .update({
      at_id: lastId,
      events_applied: sql.raw('events_applied + ?', [applied]),
      failures: 0,
      last_error: null,
      retry_at: null,
      state: sql.raw(`case when to_id <= ? then 'done' else state end`, [lastId]),
      finished_at: sql.raw(`case when to_id <= ? then clock_timestamp() end`, [lastId]),
    });
}

/** Counts a failure of the first event after a place. @returns failures so far; null when the replay has left that place meanwhile */
export async function failReplay({ pool }: Store, id: string, atId: number, error: string): Promise<number | null> {
  const [row]: { failures: number }[] = await pool('consumer_replays')
    .where({ id, at_id: atId })
    .update({ failures: pool.raw('failures + 1'), last_error: error.slice(0, limits.maxErrorTextChars) })
    .returning('failures');
  return row?.failures ?? null;
}

/** Lets a replay rest after a failure, unless it has gone on meanwhile. */
export async function restReplay({ pool }: Store, id: string, atId: number, restMs: number): Promise<void> {
  await pool('consumer_replays')
    .where({ id, at_id: atId })
    .update({ retry_at: pool.raw(`clock_timestamp() + ? * interval '1 ms'`, [Math.round(restMs)]) });
}
