import { isReplay, toldAs, type ProductEvent } from '@wedsync/domain/connectors';
import { emitEvents, markForRecompute, type Writer } from '../platform/index.ts';
import {
  withinAllowance,
  type IndexedEvent,
  type IngestLimits,
  type RefusedEvent,
} from './product-event-allowances.repository.ts';
import { noteReplays } from './product-event-replays.repository.ts';
import { tellFollowed, type ReportedEvent } from './followed-product-events.repository.ts';
import { rememberStrangers } from './product-event-strangers.repository.ts';
import { countUsage } from './product-event-usage.repository.ts';

export type KeptEvents = {
  readonly accepted: number;
  readonly duplicates: number;
  /** Over their supplier's limit, in the order they came. */
  readonly refused: readonly RefusedEvent[];
};

/**
 * Keeps a batch of product events: each id once for ever, counted per supplier and day in the same transaction. Events of suppliers not met yet wait
 * for them. The number of statements does not grow with the batch.
 */
export async function keepProductEvents(
  writer: Writer,
  batch: readonly IndexedEvent[],
  limits: IngestLimits,
  now: Date,
): Promise<KeptEvents> {
  const fresh = await withoutKnown(writer, batch);
  const { allowed, refused } = await withinAllowance(writer, fresh, limits, now);
  const claimed = await claimIds(writer, allowed);
  const news = allowed.filter(({ event }) => claimed.has(event.id));
  const suppliers = await insertEvents(writer, news, now);
  await rememberStrangers(writer, strangersAmong(news, suppliers));
  await countUsage(writer, news, suppliers);
  await markSuppliers(writer, news, suppliers, now);
  await tell(writer, news, suppliers);
  await tellFollowed(writer, linkedOf(news, suppliers), now);
  return { accepted: news.length, duplicates: batch.length - refused.length - news.length, refused };
}

/** The first of each id in the batch that is not in the house yet: a repeated delivery must not eat into the supplier's allowance. */
async function withoutKnown(writer: Writer, batch: readonly IndexedEvent[]): Promise<IndexedEvent[]> {
  const first = new Map<string, IndexedEvent>();
  for (const row of batch) if (!first.has(row.event.id)) first.set(row.event.id, row);
  const known: { id: string }[] = await writer
    .sql('product_event_ids')
    .select('id')
    .whereRaw('id = any(?)', [[...first.keys()]]);
  for (const { id } of known) first.delete(id);
  return [...first.values()];
}

/** @returns the ids that are ours now; another batch may have taken some a moment ago */
async function claimIds(writer: Writer, batch: readonly IndexedEvent[]): Promise<ReadonlySet<string>> {
  if (batch.length === 0) return new Set();
  const sorted = batch.map(({ event }) => event).sort((a, b) => (a.id < b.id ? -1 : 1));
  const result: { rows: { id: string }[] } = await writer.sql.raw(
    `insert into product_event_ids (id, occurred_at) select * from unnest(?::text[], ?::timestamptz[]) on conflict (id) do nothing returning id`,
    [sorted.map((event) => event.id), sorted.map((event) => event.occurredAt)],
  );
  return new Set(result.rows.map((row) => row.id));
}

/** @returns our ids of the suppliers we know, by external id */
async function insertEvents(
  writer: Writer,
  batch: readonly IndexedEvent[],
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  if (batch.length === 0) return new Map();
  const events = batch.map(({ event }) => event);
  const known: { external_id: string; id: string }[] = await writer
    .sql('suppliers')
    .select('external_id', 'id')
    .whereRaw('external_id = any(?)', [[...new Set(events.map((event) => event.supplierExternalId))]]);
  const suppliers = new Map(known.map((row) => [row.external_id, row.id]));
  await writer.sql.raw(
    `insert into product_events (id, supplier_id, supplier_external_id, name, occurred_at, known_at, properties)
     select id, nullif(supplier_id, ''), external_id, name, occurred_at, ?, properties::jsonb
       from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[]) as e (id, supplier_id, external_id, name, occurred_at, properties)`,
    [
      now,
      events.map((event) => event.id),
      events.map((event) => suppliers.get(event.supplierExternalId) ?? ''),
      events.map((event) => event.supplierExternalId),
      events.map((event) => event.name),
      events.map((event) => event.occurredAt),
      events.map((event) => JSON.stringify(event.properties)),
    ],
  );
  return suppliers;
}

function strangersAmong(batch: readonly IndexedEvent[], suppliers: ReadonlyMap<string, string>): ProductEvent[] {
  return batch.map(({ event }) => event).filter(({ supplierExternalId }) => !suppliers.has(supplierExternalId));
}

/** News wants a fresh score in seconds; history waits until it stops coming, then is scored once with the past it brought. */
async function markSuppliers(
  writer: Writer,
  batch: readonly IndexedEvent[],
  suppliers: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const touched = (replay: boolean) =>
    batch
      .filter(({ event }) => isReplay(event, now) === replay)
      .flatMap(({ event }) => suppliers.get(event.supplierExternalId) ?? []);
  await markForRecompute(writer, 'health', touched(false));
  await noteReplays(writer, touched(true), now);
}

function linkedOf(batch: readonly IndexedEvent[], suppliers: ReadonlyMap<string, string>): readonly ReportedEvent[] {
  return batch.flatMap(({ event }) => {
    const supplierId = suppliers.get(event.supplierExternalId);
    return supplierId === undefined ? [] : [{ ...event, supplierId }];
  });
}

/** What others act on at once goes out with the event that says it; the others are only counted. */
async function tell(
  writer: Writer,
  batch: readonly IndexedEvent[],
  suppliers: ReadonlyMap<string, string>,
): Promise<void> {
  const told = batch.flatMap(({ event: { id, name, supplierExternalId, occurredAt } }) => {
    const type = toldAs(name);
    const supplierId = suppliers.get(supplierExternalId) ?? null;
    const about = { supplierId, resource: 'product-events', resourceId: id, payload: { eventId: id, name } };
    return type === null ? [] : [{ ...about, type, summary: `Reported: ${name.replace('.', ' ')}`, occurredAt }];
  });
  await emitEvents(writer, told);
}
