import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { World } from './world/index.ts';

export type Phase = 'history' | 'live';

export interface RunnerOptions {
  world: World;
  /** Where history ends, epoch seconds. */
  endEpoch: number;
  /** Real time, epoch seconds. */
  clock: () => number;
  /** Whether the product has fallen behind so far that the world should wait for it. */
  isAhead: () => boolean;
  /** Whether to go on in real time after the history. */
  live: boolean;
}

export interface Runner {
  phase(): Phase;
  /** 0..100 of the history. */
  percent(): number;
  /** Resolves when the history is over. */
  readonly historyDone: Promise<void>;
  /** Resolves when time stands still after `stop`; rejects when the world fell over. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const TICK_MS = 1_000;
/** How long the world may keep the event loop from answering. */
const SLICE_MS = 20;
/** How often to look whether the product has caught up. */
const PRESSURE_MS = 10;

/** Lets virtual time run: as fast as the product keeps up until now, then with the clock on the wall. */
export function startRunner({ world, endEpoch, clock, isAhead, live }: RunnerOptions): Runner {
  const stopping = new AbortController();
  let phase: Phase = world.now < endEpoch ? 'history' : 'live';
  const startEpoch = world.options.startEpoch;

  async function runUntil(limit: number): Promise<void> {
    let sliceStart = performance.now();
    while (!stopping.signal.aborted && world.step(limit)) {
      if (performance.now() - sliceStart < SLICE_MS) continue;
      await setImmediate();
      while (isAhead() && !stopping.signal.aborted) await sleep(PRESSURE_MS);
      sliceStart = performance.now();
    }
  }

  async function runLive(): Promise<void> {
    while (!stopping.signal.aborted) {
      await runUntil(clock());
      await sleep(TICK_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  async function runHistory(): Promise<void> {
    await runUntil(endEpoch);
    if (!stopping.signal.aborted) phase = 'live';
  }

  const historyDone = runHistory();
  const ended = live ? historyDone.then(runLive) : historyDone;
  // Whoever asks for `ended` hears of a failure; nobody asking is no reason to end the process.
  ended.catch(() => {});

  return {
    phase: () => phase,
    percent: () => Math.min(100, Math.round((1_000 * (world.now - startEpoch)) / (endEpoch - startEpoch)) / 10),
    historyDone,
    ended,
    async stop() {
      stopping.abort();
      await ended.catch(() => {});
    },
  };
}
