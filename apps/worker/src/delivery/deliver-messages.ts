import {
  claimMessages,
  holdMessages,
  messagesDue,
  takeStuckMessages,
  type OutgoingMessage,
} from '@wedsync/db/delivery';
import { isResting } from '@wedsync/db/platform';
import { messageChannels, type MessageChannel } from '@wedsync/domain/delivery';
import { SECOND_MS, systemActor } from '@wedsync/domain/platform';
import type { Drain, WorkerServices } from '../platform/index.ts';
import { deliverMessage, recoverMessage } from './deliver-message.ts';
import { openGateways, type Gateways } from './gateways/index.ts';
import { orGiveBack } from './give-back.ts';
import { hindrancesOf, type LastLook } from './last-look.ts';

const batchSize = 10;
/** Well before the lock of a message ends: many may wait for the few connections of one gateway. */
const holdMs = 30 * SECOND_MS;
const actor = systemActor('deliver-messages', 'delivery');

type OpenGateways = (services: WorkerServices) => Gateways;

/**
 * Sends what is due, a batch at a time and each channel by itself: one that is slow, full or resting holds up no other. `open` says through which gateways,
 * `lastLooks` what is asked before anything leaves.
 */
export function deliverMessages(lastLooks: readonly LastLook[], open: OpenGateways = openGateways): readonly Drain[] {
  const gatewaysOf = openedOnce(open);
  return messageChannels.map((channel) => deliverBy(channel, lastLooks, gatewaysOf));
}

const sent: Readonly<Record<MessageChannel, string>> = {
  email: 'e-mails',
  slack: 'Slack messages',
  sms: 'text messages',
  in_app: 'messages in the app',
  marketing_tool: 'events for the marketing tool',
};

function deliverBy(channel: MessageChannel, lastLooks: readonly LastLook[], gatewaysOf: OpenGateways): Drain {
  return {
    name: `deliver-${channel.replace('_', '-')}`,
    description: `Sends ${sent[channel]} that are due.`,
    channel: messagesDue(channel),
    sweepMs: SECOND_MS,
    concurrency: 4,
    async drain(services, signal) {
      const { store } = services;
      const gateway = gatewaysOf(services)[channel];
      if (gateway !== null && (await isResting(store.pool, gateway.destination))) return 0;
      const batch = await store.transact(actor, (writer) => claimMessages(writer, channel, batchSize));
      if (batch.length === 0) return 0;
      const { ready, hindrances } = await orGiveBack(services, batch, async () => ({
        hindrances: await store.read(actor, (reader) => hindrancesOf(reader, batch, services, lastLooks)),
        ready: (await gateway?.openFor?.(batch)) ?? gateway,
      }));
      await whileHeld(services, batch, (message) =>
        deliverMessage(services, ready, message, hindrances.get(message.id), signal),
      );
      return batch.length;
    },
  };
}

/** Settles messages whose worker went away while sending: sent again, asked for, or left to a person, as their gateway can tell. */
export function recoverMessages(open: OpenGateways = openGateways): Drain {
  const gatewaysOf = openedOnce(open);
  return {
    name: 'recover-messages',
    description: 'Looks after messages whose worker went away while sending them.',
    channel: null,
    sweepMs: 5 * SECOND_MS,
    concurrency: 1,
    drain: (services) =>
      services.store.transact(actor, async (writer) => {
        const stuck = await takeStuckMessages(writer, batchSize);
        if (stuck.length > 0) services.log.warn({ stuck: stuck.length }, 'messages lost their worker while being sent');
        for (const message of stuck)
          await recoverMessage(writer, services, gatewaysOf(services)[message.channel], message);
        return stuck.length;
      }),
  };
}

function openedOnce(open: OpenGateways): OpenGateways {
  let gateways: Gateways | null = null;
  return (services) => (gateways ??= open(services));
}

/** Does the work for all of a batch at once; nobody else takes those that take long, whatever happens to the others. */
async function whileHeld(
  { store, log }: WorkerServices,
  batch: readonly OutgoingMessage[],
  work: (message: OutgoingMessage) => Promise<void>,
): Promise<void> {
  const underWay = new Set(batch.map(({ id }) => id));
  const hold = () =>
    store
      .transact(actor, (writer) => holdMessages(writer, [...underWay]))
      .catch((error: unknown) => log.warn({ err: error }, 'messages under way could not be held'));
  const holding = setInterval(() => void hold(), holdMs);
  try {
    const works = batch.map((message) => work(message).finally(() => underWay.delete(message.id)));
    const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  } finally {
    clearInterval(holding);
  }
}
