import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Answered, Delivery } from './deliver.ts';

export type Lags = { readonly p50: number; readonly p95: number; readonly max: number };

export type Watch = {
  /** A place in what was delivered, to ask about what came after it. */
  mark(): number;
  /** How many events are not followed yet. */
  open(): number;
  /** Resolves when everything delivered is followed. @throws when that takes unreasonably long */
  settled(): Promise<void>;
  since(mark: number): { readonly events: number; readonly booked: Lags; readonly followed: Lags };
  stop(): Promise<void>;
};

type Known = Answered & { bookedMs: number | null; followedMs: number | null };
type Found = {
  readonly eventId: string;
  readonly state: string;
  readonly appliedAt: number | null;
  readonly marked: boolean;
  readonly now: number;
};

const lookEveryMs = 150;
const patienceMs = 300_000;

/**
 * Looks again and again how far each delivered event has come. Mirrored and booked is one transaction; MRR and lifetime value follow when their supplier has
 * no mark left, and every mark is set in the transaction that makes it necessary. A lag ends when it is seen to have ended, so none is told too short.
 */
export function startWatch(owner: Knex, { answered }: Delivery): Watch {
  const known: Known[] = [];
  let open: Known[] = [];
  const stopping = new AbortController();
  const look = async () => {
    const fresh = answered.slice(known.length).map((one): Known => ({ ...one, bookedMs: null, followedMs: null }));
    known.push(...fresh);
    open.push(...fresh);
    const found = await progressOf(owner, open);
    for (const one of open) judge(one, found.get(one.eventId));
    open = open.filter(({ followedMs }) => followedMs === null);
  };
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await look();
      await sleep(lookEveryMs);
    }
  })();
  return {
    mark: () => answered.length,
    open: () => answered.length - known.length + open.length,
    async settled() {
      const until = performance.now() + patienceMs;
      while (known.length < answered.length || open.length > 0) {
        if (performance.now() > until) throw new Error(`${open.length} events were never followed.`);
        await Promise.race([sleep(lookEveryMs), watching]);
      }
    },
    since(mark) {
      const own = known.slice(mark);
      return {
        events: own.length,
        booked: lagsOf(own.flatMap(({ bookedMs }) => bookedMs ?? [])),
        followed: lagsOf(own.flatMap(({ bookedMs, followedMs }) => (bookedMs === null ? [] : (followedMs ?? [])))),
      };
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

function judge(one: Known, found: Found | undefined): void {
  if (found === undefined) return;
  // What changes nothing here (a notice, an unknown type) has nothing to follow it.
  if (found.state !== 'applied') one.followedMs = found.now - one.at;
  else {
    one.bookedMs ??= Math.max(0, (found.appliedAt ?? found.now) - one.at);
    if (!found.marked) one.followedMs = found.now - one.at;
  }
}

async function progressOf(owner: Knex, open: readonly Known[]): Promise<ReadonlyMap<string, Found>> {
  if (open.length === 0) return new Map();
  const result: { rows: Found[] } = await owner.raw(
    `select e.event_id as "eventId", e.state, (extract(epoch from e.applied_at) * 1000)::float8 as "appliedAt", (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
       exists (select 1 from recompute_marks m where m.supplier_id = e.supplier_id and m.kind in ('mrr', 'ltv')) as marked
     from provider_events e where e.provider in ('stripe', 'paypal') and e.event_id = any(?) and e.state in ('applied', 'ignored', 'refused', 'dead')`,
    [open.map(({ eventId }) => eventId)],
  );
  return new Map(result.rows.map((row) => [row.eventId, row]));
}

function lagsOf(times: readonly number[]): Lags {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}
