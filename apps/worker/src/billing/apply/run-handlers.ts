import { newestWins, type MirrorNoun } from '@wedsync/domain/billing';
import { keyOf, type Sighted } from './book.ts';
import { handlers } from './handlers.ts';
import type { HandlerName } from './object-name.ts';
import { byTime } from './plan.ts';
import type { Sheet } from './sheet.ts';
import type { WorkItem } from './work-item.ts';

/** Those that others lean on come first. */
const order: readonly HandlerName[] = [
  'customer',
  'product',
  'price',
  'coupon',
  'charge',
  'invoice',
  'subscription',
  'paypal-product',
  'paypal-plan',
  'paypal-subscription',
  'paypal-payment',
];

/** Writes on the sheet what the sightings stand for, and then what each event says by itself. */
export function runHandlers(sheet: Sheet, items: readonly WorkItem[], sighted: readonly Sighted[]): void {
  const ranked = sighted.toSorted((a, b) => rank(a) - rank(b));
  for (const sighting of ranked) mirror(sheet, sighting);
  const muted: Sheet = { ...sheet, tell: () => undefined };
  for (const { event, handler, object } of items.toSorted(byTime)) {
    const seen = { object, asOf: event.occurredAt, fetchedAt: null, event };
    // Applied once already: its words are told.
    handler.note?.(event.replayed ? muted : sheet, seen);
  }
}

function rank({ name }: Sighted): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}

function mirror(sheet: Sheet, { name, id, seen, endedAt }: Sighted): void {
  const handler = handlers[name];
  const { noun } = handler;
  if (noun === null) return;
  const verdict = newestWins(sheet.row(noun, id), seen);
  if (endedAt !== null) {
    if (verdict === 'keep') return;
    handler.mirror(sheet, seen);
    end(sheet, noun, id, endedAt, seen.object);
    return;
  }
  if (verdict === 'apply') handler.mirror(sheet, seen);
}

/** Objects that another worker changed while we were asking: their events are planned again. */
export function overtaken(sheet: Sheet, sighted: readonly Sighted[]): ReadonlySet<string> {
  const late = sighted.filter(({ name, id, seen, endedAt }) => {
    const { noun, fetchable } = handlers[name];
    if (noun === null || fetchable === null || endedAt !== null) return false;
    return newestWins(sheet.before(noun, id), seen) === 'refetch';
  });
  return new Set(late.map(keyOf));
}

function end<Noun extends MirrorNoun>(sheet: Sheet, noun: Noun, id: string, deletedAt: Date, raw: unknown): void {
  const row = sheet.row(noun, id);
  if (row !== undefined) sheet.put(noun, { ...row, deletedAt }, raw);
}
