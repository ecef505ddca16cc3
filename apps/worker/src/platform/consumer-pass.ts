import {
  eventById,
  eventsAfter,
  isDatabaseAway,
  requestedReruns,
  resolveDeadLetter,
  setAside,
  type RequestedRerun,
  type Writer,
} from '@wedsync/db/platform';
import { systemActor, type Actor } from '@wedsync/domain/platform';
import type { ConsumerPlace } from './consumer-place.ts';
import type { Consumer } from './consumer.ts';
import { failureOf, retryDelayMs, retryRules, type Failure } from './retry-rules.ts';
import type { WorkerServices } from './services.ts';

export type Pass = {
  readonly services: WorkerServices;
  readonly consumer: Consumer;
  readonly place: ConsumerPlace;
  /** Events beyond this one may not be final yet, or are not to be applied. */
  readonly upTo: number;
  /** Asks for another pass when a rest is over. */
  readonly wakeIn: (ms: number) => void;
};

/** An event that fails this often in a row is put aside, so that the events behind it are not held up for ever. */
const maxTries = 5;
const longestRestMs = 30_000;

/**
 * Applies the next batch of events up to `upTo` and moves on in the same transaction. When a batch fails its events are applied one by one, so
 * exactly the one at fault is retried and finally put aside.
 * @returns how many events were applied
 */
export async function applyBatch(pass: Pass): Promise<number> {
  const { batchSize } = pass.consumer;
  if (batchSize === 1) return applySingly(pass);
  try {
    return await applyUpTo(pass, batchSize);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return applySingly(pass);
  }
}

async function applySingly(pass: Pass): Promise<number> {
  let applied = 0;
  for (; applied < pass.consumer.batchSize; applied += 1) {
    const tried: Tried = { lastId: null };
    try {
      if ((await applyUpTo(pass, 1, tried)) === 0) return applied;
    } catch (error) {
      if (isDatabaseAway(error) || tried.lastId === null) throw error;
      return applied + (await settleFailure(pass, tried.lastId, error));
    }
  }
  return applied;
}

/** Where a try began: the event at fault is the first behind it, and no other's however far another worker has gone since. */
type Tried = { lastId: number | null };

async function applyUpTo(
  { services, consumer, place, upTo }: Pass,
  limit: number,
  tried: Tried = { lastId: null },
): Promise<number> {
  return services.store.transact(actorFor(consumer), async (writer) => {
    const from = await place.take(writer);
    if (from === null || from.lastId >= upTo) return 0;
    tried.lastId = from.lastId;
    const events = await eventsAfter(writer, { after: from.lastId, upTo, types: consumer.types, limit });
    if (events.length > 0) await consumer.apply(writer, events, services);
    await place.move(writer, events.length < limit ? upTo : (events.at(-1)?.id ?? upTo), events.length);
    return events.length;
  });
}

/** Lets the consumer rest, or puts the event at fault aside when it has failed too often or can never succeed. @returns events put aside */
async function settleFailure(pass: Pass, lastId: number, error: unknown): Promise<number> {
  const { services, consumer, place, wakeIn } = pass;
  const failure = failureOf(error);
  const failures = await place.fail(services.store, lastId, failure.message);
  services.log.warn({ err: error, consumer: consumer.name, failures }, 'a consumer failed');
  if (failures === null) return 0;
  if (failures >= maxTries || retryRules[failure.kind].permanent) return putAside(pass, lastId, failure, failures);
  const restMs = Math.min(retryDelayMs(failure, failures, services.random()) ?? 0, longestRestMs);
  await place.rest(services.store, lastId, restMs);
  wakeIn(restMs + 1);
  return 0;
}

async function putAside(
  { services, consumer, place, upTo }: Pass,
  lastId: number,
  failure: Failure,
  attempts: number,
): Promise<number> {
  return services.store.transact(actorFor(consumer), async (writer) => {
    const from = await place.take(writer);
    if (from?.lastId !== lastId) return 0;
    const [event] = await eventsAfter(writer, { after: lastId, upTo, types: consumer.types, limit: 1 });
    if (event === undefined) return 0;
    await setAside(writer, consumer.name, event, { reason: failure.message, errorKind: failure.kind, attempts });
    await place.move(writer, event.id, 0);
    return 1;
  });
}

/** Applies events again that someone took out of the dead letters. @returns how many were settled */
export async function applyReruns(services: WorkerServices, consumers: readonly Consumer[]): Promise<number> {
  const requests = await requestedReruns(
    services.store,
    consumers.map(({ name }) => name),
  );
  let settled = 0;
  for (const request of requests) {
    const consumer = consumers.find(({ name }) => name === request.source);
    if (consumer !== undefined && (await rerun(services, consumer, request))) settled += 1;
  }
  return settled;
}

async function rerun(
  services: WorkerServices,
  consumer: Consumer,
  { reference, correction }: RequestedRerun,
): Promise<boolean> {
  const { store } = services;
  const eventId = Number(reference);
  try {
    return await store.transact(actorFor(consumer), async (writer) => {
      const event = await eventById(writer, eventId);
      if (event === undefined) return false;
      await consumer.apply(writer, [{ ...event, payload: correction ?? event.payload }], services);
      await resolveDeadLetter(writer, 'consumer-event', consumer.name, String(eventId));
      return true;
    });
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    await store.transact(actorFor(consumer), (writer) => reopen(writer, consumer, eventId, failureOf(error)));
    return false;
  }
}

function reopen(writer: Writer, consumer: Consumer, eventId: number, failure: Failure) {
  return writer
    .sql('dead_letters')
    .where({ kind: 'consumer-event', source: consumer.name, reference: String(eventId), state: 'rerun' })
    .update({ state: 'open', reason: failure.message, attempts: writer.sql.raw('attempts + 1') });
}

function actorFor({ name }: Consumer): Actor {
  return systemActor(name, `consumer_${name}`);
}
