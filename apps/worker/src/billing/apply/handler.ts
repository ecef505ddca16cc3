import type { MirrorNoun, MirrorRows, Provider, Sighting } from '@wedsync/domain/billing';
import type { Fetchable } from '../gateways/object-source.ts';
import type { Fact } from './fact.ts';
import type { ObjectName } from './object-name.ts';
import type { RowName } from './row-name.ts';
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
  /** Its events are only hints: nothing of their bodies is ever mirrored, and what the provider does not know is an error. */
  readonly onlyFetched?: true;
  /** Event types that end the object. */
  readonly deletedBy: readonly string[];
  /** Objects that must be mirrored before this one means anything. By default what Stripe's objects refer to. */
  readonly parents?: (object: unknown) => readonly ObjectName[];
  /** Objects that an event about this one changes too, without an event of their own; `changed` are the fields it says have changed. */
  readonly alsoChanges?: (object: unknown, changed: readonly string[]) => readonly ObjectName[];
  /** Rows of other nouns that `mirror` reads or writes. By default what is nested in Stripe's objects. */
  readonly touches?: (object: unknown) => readonly RowName[];
  /** Whose it is, where the object says so itself. */
  readonly customerOf?: (object: unknown) => string | null;
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
export function mirroredAs(seen: Sighting, provider: Provider = 'stripe') {
  return { provider, asOf: seen.asOf, fetchedAt: seen.fetchedAt, deletedAt: null };
}
export function ownedAs(seen: Sighting, provider: Provider = 'stripe') {
  return { ...mirroredAs(seen, provider), supplierId: null };
}
