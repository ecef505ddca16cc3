import {
  advanceHead,
  channels,
  ensureCursors,
  lookAhead,
  runningReplays,
  type ConsumerCard,
  type Listener,
  type OutboxHead,
} from '@wedsync/db/platform';
import { atMostEvery } from './at-most-every.ts';
import type { Consumer } from './consumer.ts';
import { applyBatch, applyReruns } from './consumer-pass.ts';
import { livePlace, replayPlace } from './consumer-place.ts';
import { startLoop, type Loop } from './loop.ts';
import type { WorkerServices } from './services.ts';

export type ConsumerRuntime = { readonly loops: readonly Loop[]; stop(limitMs: number): Promise<void> };

const sweepMs = 5_000;
/** Events come in a stream: those of this long are passed on together, and a gap that an open transaction may fill is looked at again. */
const restMs = 50;

/**
 * Lets every consumer follow the outbox with its own cursor in its own loop, so that one that fails or is slow never holds up another.
 * All of them go exactly as far as events are final.
 */
export async function startConsumers(
  services: WorkerServices,
  listener: Listener,
  consumers: readonly Consumer[],
): Promise<ConsumerRuntime> {
  const { store, log } = services;
  let head: OutboxHead = {
    settled: await ensureCursors(store, consumers.map(cardOf)),
    waiting: null,
  };
  const loops = consumers.map((consumer): Loop => {
    const loop: Loop = startLoop({
      name: consumer.name,
      sweepMs,
      concurrency: 1,
      log: log.child({ consumer: consumer.name }),
      pass: () =>
        applyBatch({
          services,
          consumer,
          place: livePlace(consumer.name),
          upTo: head.settled,
          wakeIn: (ms) => setTimeout(() => loop.wake(), ms).unref(),
        }),
    });
    return loop;
  });
  const wakeAll = () => loops.forEach((loop) => loop.wake());
  const wakeInterested = (told: ReadonlySet<string>) =>
    consumers.forEach(({ types }, index) => {
      if (types === null || types.some((type) => told.has(type))) loops[index]?.wake();
    });
  const scout = startLoop({
    name: 'outbox',
    sweepMs,
    concurrency: 1,
    log,
    pass: async () => {
      const before = head.settled;
      const view = await lookAhead(store, before);
      head = advanceHead(head, view);
      if (head.waiting !== null) lookSoon.call();
      if (head.settled === before) return 0;
      wakeInterested(view.types);
      return view.isFull ? 1 : 0;
    },
  });
  const lookSoon = atMostEvery(restMs, () => scout.wake());
  const reruns = startLoop({
    name: 'consumer-reruns',
    sweepMs,
    concurrency: 1,
    log,
    pass: () => applyReruns(services, consumers),
  });
  const replays = startLoop({
    name: 'consumer-replays',
    sweepMs,
    concurrency: 1,
    log,
    pass: () => replaySome(services, consumers, (ms) => setTimeout(() => replays.wake(), ms).unref()),
  });
  listener.on(channels.outbox, (payload) => {
    lookSoon.call();
    // Somebody let a consumer go on, or asked for a replay: there is work without any new event.
    if (payload !== 'replay' && payload !== null) return;
    wakeAll();
    replays.wake();
  });
  listener.on(channels.deadLetters, reruns.wake);
  return {
    loops,
    async stop(limitMs) {
      lookSoon.stop();
      await Promise.all([scout, reruns, replays, ...loops].map((loop) => loop.stop(limitMs)));
    },
  };
}

/** One batch of each replay under way: none holds up another, and live work goes on in loops of its own. @returns events applied */
async function replaySome(
  services: WorkerServices,
  consumers: readonly Consumer[],
  wakeIn: (ms: number) => void,
): Promise<number> {
  const byName = new Map(consumers.map((consumer) => [consumer.name, consumer]));
  let applied = 0;
  for (const { id, consumer: name, toId } of await runningReplays(services.store, [...byName.keys()])) {
    const consumer = byName.get(name);
    if (consumer?.replay.kind !== 'repeats') continue;
    applied += await applyBatch({ services, consumer, place: replayPlace(id), upTo: toId, wakeIn });
  }
  return applied;
}

function cardOf({ name, description, types, replay }: Consumer): ConsumerCard {
  const replayWords = replay.kind === 'repeats' ? replay.does : replay.why;
  return { name, description, types, replay: replay.kind, replayWords };
}
