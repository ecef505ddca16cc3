import { recordReadings } from '@wedsync/db/platform';
import { createId, MINUTE_MS, systemActor } from '@wedsync/domain/platform';
import type { ApiServices } from '../platform/index.ts';

const windowMs = 5 * MINUTE_MS;
const everyMs = MINUTE_MS;
/** More than this in a window say no more about its 95th hundredth, and memory stays bounded. */
const maxKept = 20_000;

export type Latency = {
  /** Counts one answered request. */
  readonly add: (durationMs: number) => void;
  /** Tells the monitors every minute how long answers take. @returns what ends it */
  readonly report: () => { readonly stop: () => void };
};

type Timed = { readonly atMs: number; readonly durationMs: number };

/** How long this process takes to answer, over the last minutes. */
export function createLatency({ store, clock, uuids, log }: ApiServices): Latency {
  let timed: Timed[] = [];
  const tell = async () => {
    const takenAt = clock.now();
    timed = timed.filter(({ atMs }) => atMs > takenAt.getTime() - windowMs);
    const value = percentile95(timed.map(({ durationMs }) => durationMs));
    const note = value === null ? 'Nobody asked anything in the last five minutes.' : null;
    const reading = { monitor: 'api-latency', value, sample: timed.length, note, takenAt };
    const actor = systemActor('api-latency', createId('request', uuids.next()));
    await store.transact(actor, (writer) => recordReadings(writer, [reading]));
  };
  return {
    add: (durationMs) => {
      timed.push({ atMs: clock.now().getTime(), durationMs });
      if (timed.length > maxKept) timed = timed.slice(-maxKept / 2);
    },
    report: () => {
      const timer = setInterval(() => {
        tell().catch((error: unknown) => log.warn({ err: error }, 'how long answers take was not told'));
      }, everyMs);
      return { stop: () => clearInterval(timer) };
    },
  };
}

/** The duration that 95 of 100 do not exceed; null of none. */
export function percentile95(durations: readonly number[]): number | null {
  return durations.toSorted((a, b) => a - b)[Math.ceil(durations.length * 0.95) - 1] ?? null;
}
