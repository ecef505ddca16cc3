import { SECOND_MS } from '@wedsync/domain/platform';
import type { Drain, WorkerServices } from '../../platform/index.ts';

const sweepMs = 5 * SECOND_MS;

/** The way to a provider. */
export type Open<Gateway> = (services: WorkerServices) => Promise<Gateway | null>;

/** A desk's drain through the gateway that `open` finds; while there is none (no key yet) it asks again and nothing is sent. */
export function sendThrough<Gateway>(
  open: Open<Gateway>,
  {
    sendNext,
    ...desk
  }: Pick<Drain, 'name' | 'description' | 'channel'> & {
    readonly sendNext: (services: WorkerServices, gateway: Gateway) => Promise<number>;
  },
): Drain {
  let gateway: Gateway | null = null;
  return {
    ...desk,
    sweepMs,
    concurrency: 2,
    drain: async (services) => {
      gateway ??= await open(services);
      return gateway === null ? 0 : sendNext(services, gateway);
    },
  };
}
