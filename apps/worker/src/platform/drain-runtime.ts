import { traced, type Listener } from '@wedsync/db/platform';
import type { Drain } from './capability.ts';
import { startLoop, type Loop } from './loop.ts';
import type { WorkerServices } from './services.ts';

/** Keeps every drain running: woken by its channel, swept besides, resting by itself when it fails without touching the others. */
export function startDrains(services: WorkerServices, listener: Listener, drains: readonly Drain[]): readonly Loop[] {
  return drains.map(({ name, channel, sweepMs, concurrency, drain }) => {
    const log = services.log.child({ drain: name });
    const own = { ...services, log };
    const loop = startLoop({
      name,
      sweepMs,
      concurrency,
      log,
      pass: (signal) => tracedPass(name, () => drain(own, signal)),
    });
    if (channel !== null) listener.on(channel, loop.wake);
    return loop;
  });
}

/** Looks that find nothing are no news. */
function tracedPass(name: string, pass: () => Promise<number>): Promise<number> {
  return traced({ name: `drain ${name}` }, async (span) => {
    const found = await pass();
    if (found === 0) span.forget();
    span.note({ 'wedsync.found': found });
    return found;
  });
}
