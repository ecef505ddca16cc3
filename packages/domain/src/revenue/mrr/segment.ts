import { nothingLeft, type MrrChange } from './change.ts';

/**
 * The history as a segment of subscriptions sees it (a plan, an interval): outside of it a subscription is worth nothing. Movements derived from
 * the result add up within the segment by construction; a supplier that changes plan leaves one and joins another.
 * Segments of suppliers (vendor type, region, owner) need none of this: sum the movements of their suppliers.
 */
export function withinSegment(history: readonly MrrChange[], belongs: (change: MrrChange) => boolean): MrrChange[] {
  return history.map((change) => (belongs(change) ? change : nothingLeft(change)));
}
