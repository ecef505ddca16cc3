import { claimMessages, holdMessages, takeStuckMessages, type OutgoingMessage } from '@wedsync/db/delivery';
import { channels } from '@wedsync/db/platform';
import { grouped, SECOND_MS, systemActor } from '@wedsync/domain/platform';
import type { Drain, WorkerServices } from '../platform/index.ts';
import { deliverMessage, recoverMessage } from './deliver-message.ts';
import type { Gateway } from './gateways/gateway.ts';
import { openGateways, type Gateways } from './gateways/index.ts';
import { hindrancesOf, type LastLook } from './last-look.ts';

const batchSize = 10;
/** Well before the lock of a message ends: many may wait for the few connections of one gateway. */
const holdMs = 30 * SECOND_MS;
const actor = systemActor('deliver-messages', 'delivery');

type OpenGateways = (services: WorkerServices) => Gateways;

/** Sends what is due, a batch at a time; `open` says through which gateways, `lastLooks` what is asked before anything leaves. */
export function deliverMessages(lastLooks: readonly LastLook[], open: OpenGateways = openGateways): Drain {
  const gatewaysOf = openedOnce(open);
  return {
    name: 'deliver-messages',
    description: 'Sends e-mails, Slack messages, text messages and events for the marketing tool that are due.',
    channel: channels.messages,
    sweepMs: SECOND_MS,
    concurrency: 4,
    async drain(services, signal) {
      const { store } = services;
      const gateways = gatewaysOf(services);
      const batch = await store.transact(actor, (writer) => claimMessages(writer, batchSize));
      if (batch.length === 0) return 0;
      const hindrances = await store.read(actor, (reader) => hindrancesOf(reader, batch, services, lastLooks));
      const ready = await openedFor(gateways, batch);
      await whileHeld(services, batch, (message) =>
        deliverMessage(services, ready[message.channel], message, hindrances.get(message.id), signal),
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

/** The gateways with what they have to know of a batch. */
async function openedFor(gateways: Gateways, batch: readonly OutgoingMessage[]): Promise<Gateways> {
  const opened: Partial<Record<OutgoingMessage['channel'], Gateway>> = {};
  for (const [channel, messages] of grouped(batch, (message) => message.channel)) {
    const gateway = await gateways[channel]?.openFor?.(messages);
    if (gateway !== undefined) opened[channel] = gateway;
  }
  return { ...gateways, ...opened };
}

/** Does the work for all of a batch at once; nobody else takes those that take long. */
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
    await Promise.all(batch.map((message) => work(message).finally(() => underWay.delete(message.id))));
  } finally {
    clearInterval(holding);
  }
}
