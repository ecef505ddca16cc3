import { presentVersion, whyUnfit, type EventPayload, type EventType } from '@wedsync/domain/events';
import type { Uuids } from '@wedsync/domain/platform';
import { recordDeadLetter } from './dead-letters.ts';
import type { Writer } from './store.ts';
import { systemUuids } from './system.ts';

/** What every event says, whatever it tells besides. */
type Envelope = {
  readonly supplierId: string | null;
  /** What the fact is about, so that screens know what to refresh. */
  readonly resource: string;
  readonly resourceId: string;
  /** One line a person understands. */
  readonly summary: string;
  readonly occurredAt: Date;
};

/** The payload may be left out where the type's schema asks for nothing. */
type Telling<Payload> =
  Payload extends Record<string, never>
    ? { readonly payload?: Payload }
    : Partial<Payload> extends Payload
      ? { readonly payload?: Payload }
      : { readonly payload: Payload };

/** An event of one type, with just the payload that is declared of it; `type` is past tense, such as "refund.succeeded". */
export type EventOf<Type extends EventType> = Envelope & { readonly type: Type } & Telling<EventPayload<Type>>;

/** A fact worth telling the rest of the house. Its types and what each tells are declared in `@wedsync/domain/events`. */
export type SuccessEvent = { [Type in EventType]: EventOf<Type> }[EventType];

/** An event as followers read it: whatever version it was told in, its payload is that of the present one. */
export type StoredSuccessEvent = Envelope & {
  readonly id: number;
  readonly type: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly recordedAt: Date;
};

/**
 * Promises events to every consumer, in the transaction that makes them true: either both happen or neither.
 * An event whose payload its schema does not allow is told to nobody and kept as a dead letter: what happened stays true, and nothing is lost.
 */
export async function emitEvents(
  writer: Writer,
  events: readonly SuccessEvent[],
  uuids: Uuids = systemUuids,
): Promise<void> {
  const refusals: SuccessEvent[] = [];
  const fit: SuccessEvent[] = [];
  for (const event of events) {
    const problem = whyUnfit(event.type, event.payload ?? {});
    if (problem === null) fit.push(event);
    else refusals.push(await refuse(writer, event, problem, uuids));
  }
  await insertEvents(writer, [...fit, ...refusals]);
}

/** What is kept of an event that was refused. */
export type RefusedEvent = Envelope & {
  readonly type: string;
  readonly payload?: Readonly<Record<string, unknown>>;
};

/** Tells an event that was refused, now that its schema allows what it tells. @returns why it still does not fit, or null when it was told */
export async function emitRefused(writer: Writer, event: RefusedEvent): Promise<string | null> {
  const problem = whyUnfit(event.type, event.payload ?? {});
  if (problem === null) await insertEvents(writer, [event]);
  return problem;
}

async function refuse(writer: Writer, event: SuccessEvent, problem: string, uuids: Uuids): Promise<SuccessEvent> {
  const { type, supplierId, occurredAt } = event;
  const letterId = await recordDeadLetter(writer, {
    kind: 'refused-event',
    source: type,
    reference: uuids.next(),
    supplierId,
    reason: problem,
    errorKind: 'schema',
    attempts: 1,
    payload: { ...event, occurredAt: occurredAt.toISOString() },
  });
  return {
    type: 'event.refused',
    supplierId,
    resource: 'dead-letters',
    resourceId: String(letterId),
    summary: `${type} was not told: ${problem}`,
    payload: { type, problem },
    occurredAt,
  };
}

async function insertEvents(writer: Writer, events: readonly RefusedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await writer.sql('success_events').insert(
    events.map((event) => ({
      type: event.type,
      version: presentVersion(event.type),
      supplier_id: event.supplierId,
      resource: event.resource,
      resource_id: event.resourceId,
      summary: event.summary,
      payload: JSON.stringify(event.payload ?? {}),
      occurred_at: event.occurredAt,
    })),
  );
}
