import type { Writer } from './store.ts';

/** A fact worth telling the rest of the house; `type` is past tense, such as "refund.succeeded". */
export type SuccessEvent = {
  readonly type: string;
  readonly supplierId: string | null;
  /** What the fact is about, so that screens know what to refresh. */
  readonly resource: string;
  readonly resourceId: string;
  /** One line a person understands. */
  readonly summary: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
};

export type StoredSuccessEvent = SuccessEvent & { readonly id: number; readonly recordedAt: Date };

/** Promises events to every consumer, in the transaction that makes them true: either both happen or neither. */
export async function emitEvents(writer: Writer, events: readonly SuccessEvent[]): Promise<void> {
  if (events.length === 0) return;
  await writer.sql('success_events').insert(
    events.map((event) => ({
      type: event.type,
      supplier_id: event.supplierId,
      resource: event.resource,
      resource_id: event.resourceId,
      summary: event.summary,
      payload: JSON.stringify(event.payload ?? {}),
      occurred_at: event.occurredAt,
    })),
  );
}
