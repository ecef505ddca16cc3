import { systemActor } from '@wedsync/domain/platform';
import { barrierBehind, type OutboxSight, type Reader, type Store } from '../platform/index.ts';

/** An event as the live stream tells it, with what is needed to decide who may hear it. */
export type LiveEvent = {
  readonly id: number;
  readonly type: string;
  readonly supplierId: string | null;
  readonly ownerId: string | null;
  readonly region: string | null;
  readonly resource: string;
  readonly resourceId: string;
  readonly summary: string;
  readonly recordedAt: Date;
};

const columns = `e.id, e.type, e.supplier_id as "supplierId", s.owner_id as "ownerId", s.region, e.resource, e.resource_id as "resourceId", e.summary, e.recorded_at as "recordedAt"`;
/** Looked up by its key, event by event: read by the thousand or not at all, everybody must not be gone through for a handful. */
const supplierOf = `(select owner_id, region from suppliers where id = e.supplier_id limit 1) s`;
const streamer = systemActor('stream', 'stream');

/** Events beyond an id as they are committed right now, with the snapshot they were seen in; at most `limit`. */
export async function liveEventsAfter(
  store: Store,
  after: number,
  limit: number,
): Promise<{ events: LiveEvent[]; sight: OutboxSight }> {
  const { events, xmin } = await store.read(streamer, async ({ sql }) => {
    const result: { rows: (LiveEvent & { xmin: string })[] } = await sql.raw(
      `select pg_snapshot_xmin(p)::text as xmin, ${columns}
       from pg_current_snapshot() p left join lateral (select * from success_events where id > ? order by id limit ?) e on true
       left join lateral ${supplierOf} on true order by e.id`,
      [after, limit],
    );
    return { events: result.rows.filter(({ id }) => id !== null), xmin: BigInt(result.rows[0]?.xmin ?? 0) };
  });
  const ids = events.map(({ id }) => id);
  return { events, sight: { ids, xmin, barrier: await barrierBehind(store, after, ids) } };
}

/** The id of the newest event. */
export async function newestEventId(store: Store): Promise<number> {
  return store.read(streamer, async ({ sql }) => {
    const row = await sql('success_events').max<{ id: number | null }>({ id: 'id' }).first();
    return row?.id ?? 0;
  });
}

/** What a returning reader missed, narrowed to what it may see by row-level security. */
export async function missedEvents(reader: Reader, after: number, limit: number): Promise<LiveEvent[]> {
  const result: { rows: LiveEvent[] } = await reader.sql.raw(
    `select ${columns} from success_events e left join lateral ${supplierOf} on true where e.id > ? order by e.id limit ?`,
    [after, limit],
  );
  return result.rows;
}

export type JobRunNews = {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly progress: { readonly done: number; readonly total: number | null; readonly note?: string } | null;
};

export async function jobRunNews(store: Store, ids: readonly number[]): Promise<JobRunNews[]> {
  return store
    .pool('job_runs')
    .whereIn('id', [...ids])
    .select('id', 'name', 'state', 'progress');
}
