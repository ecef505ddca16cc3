import { systemActor } from '@wedsync/domain/platform';
import type { Store } from './store.ts';

/** Event ids after a point, with the snapshot they were seen in. */
export type OutboxSight = {
  readonly ids: readonly number[];
  /** Every transaction below this had ended when the ids were read. */
  readonly xmin: bigint;
  /** Above every transaction that may still fill a gap among the ids; null when there is none. */
  readonly barrier: bigint | null;
};

/** What lies ahead, with the types of it. */
export type OutboxView = OutboxSight & { readonly types: ReadonlySet<string>; readonly isFull: boolean };

const sightLimit = 10_000;
const reader = systemActor('outbox', 'outbox');

/** Looks at the outbox beyond `after`, as one snapshot; `isFull` when there may be more. */
export async function lookAhead(store: Store, after: number): Promise<OutboxView> {
  const { xmin, ids, types } = await store.read(reader, async ({ sql }) => {
    const result: { rows: { xmin: string; ids: number[] | null; types: string[] | null }[] } = await sql.raw(
      `select pg_snapshot_xmin(s)::text as xmin, seen.ids, seen.types
       from pg_current_snapshot() s, (
         select array_agg(id order by id) as ids, array_agg(distinct type) as types
           from (select id, type from success_events where id > ? order by id limit ?) ahead) seen`,
      [after, sightLimit],
    );
    const row = result.rows[0];
    if (row === undefined) throw new Error('The outbox could not be read.');
    return { xmin: BigInt(row.xmin), ids: (row.ids ?? []).map(Number), types: new Set(row.types) };
  });
  return { ids, xmin, types, barrier: await barrierBehind(store, after, ids), isFull: ids.length === sightLimit };
}

/**
 * Whoever writes an event takes a transaction id before its event id. So whoever holds an id missing among those just read has a transaction id below
 * one taken now, while the end of the snapshot they were read in says nothing of it: that is only above the last transaction that had ended.
 */
export async function barrierBehind(store: Store, after: number, ids: readonly number[]): Promise<bigint | null> {
  if ((ids.at(-1) ?? after) - after === ids.length) return null;
  const result: { rows: { barrier: string }[] } = await store.pool.raw('select pg_current_xact_id()::text as barrier');
  return BigInt(result.rows[0]?.barrier ?? 0);
}

/** Up to where every event is final: committed and visible, or never to come. `waiting` is a gap that an open transaction may still fill. */
export type OutboxHead = {
  readonly settled: number;
  readonly waiting: { readonly upTo: number; readonly barrier: bigint } | null;
};

/**
 * Advances the head by what was seen. Event ids are drawn in order but commit in any order: a gap is passed only once every transaction that was open
 * when it was first seen has ended, so following the head neither skips an event nor breaks their order.
 */
export function advanceHead(head: OutboxHead, sight: OutboxSight): OutboxHead {
  const waited = head.waiting !== null && sight.xmin >= head.waiting.barrier;
  const from = waited ? Math.max(head.settled, head.waiting?.upTo ?? 0) : head.settled;
  const last = sight.ids.at(-1) ?? from;
  const settled = contiguous(from, sight.ids);
  if (settled >= last) return { settled, waiting: null };
  if (head.waiting !== null && !waited) return { settled, waiting: head.waiting };
  return { settled, waiting: sight.barrier === null ? null : { upTo: last, barrier: sight.barrier } };
}

function contiguous(from: number, ids: readonly number[]): number {
  let settled = from;
  for (const id of ids) {
    if (id <= settled) continue;
    if (id !== settled + 1) break;
    settled = id;
  }
  return settled;
}
