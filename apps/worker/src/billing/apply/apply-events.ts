import { claimEvents, markFailed, markIgnored, releaseEvents, type ClaimedEvent } from '@wedsync/db/connectors';
import { channels, emitEvents } from '@wedsync/db/platform';
import { type ErrorKind, grouped, isDomainError, SECOND_MS, systemActor } from '@wedsync/domain/platform';
import { z } from 'zod';
import { failureOf, isDatabaseAway, retryDelayMs, type Drain, type WorkerServices } from '../../platform/index.ts';
import type { EventSource } from '../gateways/object-source.ts';
import { applyTogether } from './apply-together.ts';
import { gather, ownerOf, type Gathered } from './gather.ts';
import type { AfterMirror } from './keep-sheet.ts';
import { sortEvents, type WorkItem } from './work-item.ts';

/** A few hundred: the statements cost the same for one event, and the provider is asked by the page. */
const batchSize = 300;
/** Longer than the slowest batch; a worker that dies inside it gives its events back by itself. */
const leaseMs = 45 * SECOND_MS;
const sweepMs = 2 * SECOND_MS;
/** Then an event is set aside with the reason, until a person replays it. */
const maxAttempts = 8;
/** Events whose worker died this often are applied alone, so that only the one to blame dies again. */
const suspectAfter = 3;

export type ApplyOptions = {
  /** What the capabilities above billing do in the same transaction. */
  readonly after: readonly AfterMirror[];
  readonly name: string;
  readonly description: string;
  /** Through which connection; null while there is none. */
  readonly open: (services: WorkerServices) => Promise<EventSource | null>;
};

/** Applies one provider's events of the inbox, a batch at a time. Events wait while there is no connection to ask through. */
export function applyProviderEvents({ after, name, description, open }: ApplyOptions): Drain {
  let source: EventSource | null = null;
  return {
    name,
    description,
    channel: channels.inbox,
    sweepMs,
    concurrency: 2,
    drain: async (services) => {
      source ??= await open(services);
      return source === null ? 0 : applyNextEvents(services, source, after);
    },
  };
}

/** @returns how many events were taken; 0 when none is due */
export async function applyNextEvents(
  services: WorkerServices,
  source: EventSource,
  after: readonly AfterMirror[],
): Promise<number> {
  const { store, uuids } = services;
  const actor = systemActor('apply-provider-events', uuids.next());
  const claimed = await store.transact(actor, async (writer) => {
    const events = await claimEvents(writer, source.provider, batchSize, leaseMs);
    const { now, later } = withoutSuspects(events);
    await releaseEvents(writer, later);
    return now;
  });
  if (claimed.length === 0) return 0;
  const run: Run = { services, actor, source, after };
  try {
    await applyBatch(run, claimed);
  } catch (error) {
    await giveBack(run, claimed);
    throw error;
  }
  return claimed.length;
}

type Run = {
  readonly services: WorkerServices;
  readonly actor: ReturnType<typeof systemActor>;
  readonly source: EventSource;
  readonly after: readonly AfterMirror[];
};

function withoutSuspects(events: readonly ClaimedEvent[]): { now: readonly ClaimedEvent[]; later: number[] } {
  const suspects = events.filter(({ attempts }) => attempts > suspectAfter);
  if (suspects.length === 0) return { now: events, later: [] };
  const calm = events.filter((event) => !suspects.includes(event));
  const now = calm.length > 0 ? calm : suspects.slice(0, 1);
  return { now, later: suspects.filter((event) => !now.includes(event)).map(({ id }) => id) };
}

async function applyBatch(run: Run, events: readonly ClaimedEvent[]): Promise<void> {
  const { items, ignored, unreadable } = sortEvents(events);
  await run.services.store.transact(run.actor, (writer) => markIgnored(writer, ignored));
  for (const { event, error } of unreadable) await fail(run, event, error);
  if (items.length === 0) return;
  try {
    const gathered = await gatherFor(run, items);
    await applyAll(run, items, gathered);
  } catch (error) {
    if (isOutside(error)) throw error;
    // Something cannot even be asked for: one by one, so that only its own event suffers.
    for (const item of items) await tryOne(run, item);
  }
}

function gatherFor({ services: { store, clock }, actor, source }: Run, items: readonly WorkItem[]): Promise<Gathered> {
  return gather(items, { source, clock, read: (work) => store.read(actor, work) });
}

/** All at once; when that fails customer by customer, and within the customer at fault event by event. */
async function applyAll(run: Run, items: readonly WorkItem[], gathered: Gathered): Promise<void> {
  if (await applied(run, items, gathered)) return;
  const groups = grouped(items, (item) => ownerOf(item, gathered) ?? item.objectId ?? item.event.eventId);
  for (const group of groups.values()) {
    if (await applied(run, group, gathered)) continue;
    for (const item of group) await tryOne(run, item);
  }
}

async function applied(run: Run, items: readonly WorkItem[], gathered: Gathered): Promise<boolean> {
  try {
    await together(run, items, gathered);
    return true;
  } catch (error) {
    if (isOutside(error)) throw error;
    run.services.log.warn({ err: error, events: items.length }, 'events could not be applied together');
    return false;
  }
}

async function tryOne(run: Run, item: WorkItem): Promise<void> {
  try {
    await together(run, [item], await gatherFor(run, [item]));
  } catch (error) {
    if (isOutside(error)) throw error;
    await fail(run, item.event, error);
  }
}

function together(run: Run, items: readonly WorkItem[], gathered: Gathered): Promise<void> {
  const { services, actor, after } = run;
  return services.store.transact(actor, (writer) =>
    applyTogether(writer, items, gathered, { clock: services.clock, after }),
  );
}

/** Sets an event back for later or, when repeating cannot help, among the dead, where people see it. */
async function fail({ services, actor }: Run, event: ClaimedEvent, error: unknown): Promise<void> {
  const { store, clock, random, log } = services;
  const failure = failureOf(error);
  const words = error instanceof z.ZodError ? `Unknown shape. ${z.prettifyError(error)}` : failure.message;
  const retryInMs = event.attempts >= maxAttempts ? null : retryDelayMs(failure, event.attempts, random());
  log.warn({ err: error, eventId: event.eventId, type: event.type, retryInMs }, 'event could not be applied');
  await store.transact(actor, async (writer) => {
    await markFailed(writer, { id: event.id, error: words.slice(0, maxWords), kind: failure.kind, retryInMs });
    if (retryInMs !== null) return;
    await emitEvents(writer, [
      {
        type: 'provider_event.dead',
        supplierId: null,
        resource: 'provider-events',
        resourceId: String(event.id),
        summary: `${event.type} could not be applied: ${words.slice(0, 200)}`,
        payload: { eventId: event.eventId, type: event.type },
        occurredAt: clock.now(),
      },
    ]);
  });
}

const maxWords = 2_000;

/** Trouble of the outside world or the database: no event is to blame, so no attempt is spent. */
function isOutside(error: unknown): boolean {
  return isDatabaseAway(error) || (isDomainError(error) && outsideKinds.includes(error.kind));
}

const outsideKinds: readonly ErrorKind[] = ['unavailable', 'limited', 'unauthenticated', 'forbidden'];

/** Events already closed are no longer due, so giving back touches only the open ones; without a database the lease does it. */
async function giveBack({ services, actor }: Run, events: readonly ClaimedEvent[]): Promise<void> {
  const ids = events.map(({ id }) => id);
  await services.store.transact(actor, (writer) => releaseEvents(writer, ids)).catch(() => undefined);
}
