import { systemActor } from '@wedsync/domain/platform';
import type { Store } from './store.ts';

/** Event ids after a point, with the snapshot they were seen in. */
export type OutboxSight = {
  readonly ids: readonly number[];
  /** Every transaction below this had ended when the ids were read. */
  readonly xmin: bigint;
  /** No transaction at or above this had begun. */
  readonly xmax: bigint;
};

/** What lies ahead, with the types of it. */
export type OutboxView = OutboxSight & { readonly types: ReadonlySet<string>; readonly isFull: boolean };

const sightLimit = 10_000;
const reader = systemActor('outbox', 'outbox');

/** Looks at the outbox beyond `after`, as one snapshot; `isFull` when there may be more. */
export async function lookAhead(store: Store, after: number): Promise<OutboxView> {
  return store.read(reader, async ({ sql }) => {
    const result: { rows: { xmin: string; xmax: string; ids: number[] | null; types: string[] | null }[] } =
      await sql.raw(
        `select pg_snapshot_xmin(s)::text as xmin, pg_snapshot_xmax(s)::text as xmax, seen.ids, seen.types
         from pg_current_snapshot() s, (
           select array_agg(id order by id) as ids, array_agg(distinct type) as types
             from (select id, type from success_events where id > ? order by id limit ?) ahead) seen`,
        [after, sightLimit],
      );
    const row = result.rows[0];
    if (row === undefined) throw new Error('The outbox could not be read.');
    const ids = (row.ids ?? []).map(Number);
    return {
      ids,
      xmin: BigInt(row.xmin),
      xmax: BigInt(row.xmax),
      types: new Set(row.types),
      isFull: ids.length === sightLimit,
    };
  });
}

/** Up to where every event is final: committed and visible, or never to come. `waiting` is a gap that an open transaction may still fill. */
export type OutboxHead = {
  readonly settled: number;
  readonly waiting: { readonly upTo: number; readonly xmax: bigint } | null;
};

/**
 * Advances the head by what was seen. Event ids are drawn in order but commit in any order: a gap is passed only once every transaction that was open
 * when it was first seen has ended, so following the head neither skips an event nor breaks their order.
 */
export function advanceHead(head: OutboxHead, sight: OutboxSight): OutboxHead {
  const waited = head.waiting !== null && sight.xmin >= head.waiting.xmax;
  const from = waited ? Math.max(head.settled, head.waiting?.upTo ?? 0) : head.settled;
  const waiting = waited ? null : head.waiting;
  const last = sight.ids.at(-1) ?? from;
  if (sight.xmin === sight.xmax) return { settled: Math.max(from, last), waiting: null };
  const settled = contiguous(from, sight.ids);
  if (settled >= last) return { settled, waiting: null };
  return { settled, waiting: waiting ?? { upTo: last, xmax: sight.xmax } };
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
