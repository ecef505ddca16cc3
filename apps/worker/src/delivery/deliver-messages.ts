import { claimMessages, reviveStuckMessages } from '@wedsync/db/delivery';
import { channels } from '@wedsync/db/platform';
import { systemActor } from '@wedsync/domain/platform';
import type { Drain, WorkerServices } from '../platform/index.ts';
import { deliverMessage } from './deliver-message.ts';
import { openGateways, type Gateways } from './gateways/index.ts';

const batchSize = 10;
const actor = systemActor('deliver-messages', 'delivery');

/** Sends what is due, a batch at a time; `open` says through which gateways. */
export function deliverMessages(open: (services: WorkerServices) => Gateways = openGateways): Drain {
  let gateways: Gateways | null = null;
  return {
    name: 'deliver-messages',
    description: 'Sends e-mails, Slack messages, text messages and events for the marketing tool that are due.',
    channel: channels.messages,
    sweepMs: 1_000,
    concurrency: 4,
    async drain(services, signal) {
      const { store, log } = services;
      const ways = (gateways ??= open(services));
      const batch = await store.transact(actor, async (writer) => {
        const revived = await reviveStuckMessages(writer);
        if (revived > 0) log.warn({ revived }, 'messages lost their worker while being sent');
        return claimMessages(writer, batchSize);
      });
      await Promise.all(batch.map((message) => deliverMessage(services, ways, message, signal)));
      return batch.length;
    },
  };
}
