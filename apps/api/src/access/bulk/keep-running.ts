import type { Logger } from 'pino';
import type { BulkRunner } from './bulk-runner.ts';

const sweepMs = 750;
/** After trouble of the house, such as a database that is away. */
const restMs = 5_000;

/** Lets bulk runs go on for as long as the process lives. @returns what stops it, once the slice under way has ended */
export function keepRunning(runner: BulkRunner, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let wake: () => void = () => undefined;
  const rest = (ms: number) =>
    new Promise<void>((done) => {
      wake = done;
      setTimeout(done, ms).unref();
    });
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        if (!(await runner.pass())) await rest(sweepMs);
      } catch (error) {
        log.warn({ err: error }, 'a bulk run rests');
        await rest(restMs);
      }
    }
  };
  const ended = loop();
  return {
    stop: () => {
      stopping.abort();
      wake();
      return ended;
    },
  };
}
