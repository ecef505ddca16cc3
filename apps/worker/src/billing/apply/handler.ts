import type { MirrorNoun, MirrorRows, Sighting } from '@wedsync/domain/billing';
import type { Fetchable } from '../gateways/stripe-objects.ts';
import type { Fact } from './fact.ts';
import type { Sheet } from './sheet.ts';

/** One sighting of a provider's object: the event that brought it, or only a fetch (then `event` is null). */
export type Seen = Sighting & {
  readonly object: unknown;
  readonly event: { readonly eventId: string; readonly type: string; readonly occurredAt: Date } | null;
};

/** How one kind of provider object becomes mirrored rows and facts. Pure: everything it reads is on the sheet. */
export type Handler = {
  /** The noun the object is mirrored as; null when it only leaves a notice. */
  readonly noun: MirrorNoun | null;
  /** How its present state is asked for; null when the provider has no such call. */
  readonly fetchable: Fetchable | null;
  /** Money objects are always asked for: what is booked is never taken from an event alone. */
  readonly money: boolean;
  /** Event types that end the object. */
  readonly deletedBy: readonly string[];
  /** Writes the rows an object stands for. Called only for the newest sighting. */
  readonly mirror: (sheet: Sheet, seen: Seen) => void;
  /** What the event itself says, whatever state the object is in by now. Called once for every event. */
  readonly note?: (sheet: Sheet, seen: Seen & { readonly event: NonNullable<Seen['event']> }) => void;
};

/** What a change of a row tells; compares the row before the transaction with the row after it. */
export type Teller<Noun extends MirrorNoun> = (
  before: MirrorRows[Noun] | undefined,
  after: MirrorRows[Noun],
) => readonly Fact[];

/** The columns every row starts with. */
export function mirroredAs(seen: Sighting) {
  return { provider: 'stripe' as const, asOf: seen.asOf, fetchedAt: seen.fetchedAt, deletedAt: null };
}
export function ownedAs(seen: Sighting) {
  return { ...mirroredAs(seen), supplierId: null };
}
