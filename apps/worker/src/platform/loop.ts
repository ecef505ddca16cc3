import type { Logger } from 'pino';

export type LoopOptions = {
  readonly name: string;
  /** Looks by itself this often, in case a notification was lost. */
  readonly sweepMs: number;
  /** How many passes may be under way at once. */
  readonly concurrency: number;
  /** One pass; says how much it found. 0 means there is nothing left for now. */
  readonly pass: (signal: AbortSignal) => Promise<number>;
  readonly log: Logger;
};

export type Loop = {
  readonly name: string;
  readonly wake: () => void;
  /** Starts nothing new, waits up to `limitMs` for what is under way, then signals it to leave. @returns false when it had to signal */
  stop(limitMs: number): Promise<boolean>;
};

const backoffMs = { first: 200, max: 30_000 };
/** After the signal a pass gets this long to leave before it is abandoned. */
const leaveMs = 2_000;

/**
 * Runs `pass` whenever it is woken until there is nothing left, with more lanes while there is plenty. A pass that throws never ends the process:
 * the loop rests with growing, jittered pauses and goes on.
 */
export function startLoop({ name, sweepMs, concurrency, pass, log }: LoopOptions): Loop {
  const abort = new AbortController();
  const lanes = new Set<Promise<void>>();
  let stopped = false;
  let restingUntil = 0;
  let failures = 0;
  let again = false;

  const isStopped = () => stopped;
  const wake = () => {
    if (stopped || performance.now() < restingUntil) return;
    if (lanes.size >= concurrency) again = true;
    else openLane();
  };
  const openLane = () => {
    const lane: Promise<void> = runLane().finally(() => {
      lanes.delete(lane);
      if (again && lanes.size === 0) {
        again = false;
        wake();
      }
    });
    lanes.add(lane);
  };
  const runLane = async () => {
    try {
      for (let found = 1; found > 0 && !isStopped();) {
        found = await pass(abort.signal);
        if (found > 0 && !isStopped() && lanes.size < concurrency) openLane();
      }
      failures = 0;
    } catch (error) {
      rest(error);
    }
  };
  const rest = (error: unknown) => {
    failures += 1;
    const pauseMs = Math.min(backoffMs.first * 2 ** Math.min(failures, 16), backoffMs.max) * (0.5 + Math.random() / 2);
    restingUntil = performance.now() + pauseMs;
    log.warn({ err: error, loop: name, failures, pauseMs: Math.round(pauseMs) }, 'loop rests after a failure');
    setTimeout(wake, pauseMs + 1).unref();
  };

  const sweep = setInterval(wake, sweepMs);
  wake();
  return {
    name,
    wake,
    async stop(limitMs) {
      stopped = true;
      clearInterval(sweep);
      if (await within(limitMs, Promise.allSettled(lanes))) return true;
      abort.abort(new Error('The worker is stopping.'));
      await within(leaveMs, Promise.allSettled(lanes));
      return false;
    },
  };
}

/** True when the promise settled in time. */
export async function within(limitMs: number, settling: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const inTime = await Promise.race([settling.then(() => true), timeout]);
  clearTimeout(timer);
  return inTime;
}
