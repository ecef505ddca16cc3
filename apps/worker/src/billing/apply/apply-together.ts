import { markApplied, releaseEvents } from '@wedsync/db/connectors';
import { lockEach, type Writer } from '@wedsync/db/platform';
import type { Clock } from '@wedsync/domain/platform';
import { keyOf } from './book.ts';
import { fillSheet } from './fill-sheet.ts';
import { ownerOf, sightedFor, type Gathered } from './gather.ts';
import { keepSheet, type AfterMirror } from './keep-sheet.ts';
import { overtaken, runHandlers } from './run-handlers.ts';
import type { WorkItem } from './work-item.ts';

/** Applies events inside one transaction: mirror, bookings, what is told, and that they are done. All of it happens, or none. */
export async function applyTogether(
  writer: Writer,
  items: readonly WorkItem[],
  gathered: Gathered,
  { clock, after }: { readonly clock: Clock; readonly after: readonly AfterMirror[] },
): Promise<void> {
  await lockEach(
    writer,
    'owners',
    items.map((item) => ownerOf(item, gathered) ?? item.objectId ?? item.event.eventId),
  );
  const all = sightedFor(items, gathered);
  const sheet = await fillSheet(writer, items, all);
  const late = overtaken(sheet, all);
  const isLate = ({ name, objectId }: WorkItem) => objectId !== null && late.has(keyOf({ name, id: objectId }));
  const ready = items.filter((item) => !isLate(item));
  runHandlers(
    sheet,
    ready,
    all.filter((sighted) => !late.has(keyOf(sighted))),
  );
  const { supplierOf } = await keepSheet(writer, sheet, clock.now(), after);
  const done = ready.map((item) => ({ id: item.event.id, customerId: ownerOf(item, gathered) }));
  await markApplied(
    writer,
    done.map((one) => ({ ...one, supplierId: supplierOf(one.customerId) })),
  );
  await releaseEvents(
    writer,
    items.filter(isLate).map(({ event }) => event.id),
  );
}
