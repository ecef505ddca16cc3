import { freshnessOf, mirroredRows, type Freshness } from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import type { MirrorNoun } from '@wedsync/domain/billing';
import { grouped } from '@wedsync/domain/platform';
import { handlers } from './handlers.ts';
import type { Seen } from './handler.ts';
import type { ObjectName } from './object-name.ts';

/** One object as it shall be mirrored. */
export type Sighted = ObjectName & {
  readonly seen: Seen;
  /** The moment an event ended it; null while it lives. */
  readonly endedAt: Date | null;
  readonly parents: readonly ObjectName[];
};

type Known = Freshness & { readonly customerId?: string | null };

/** What is known of objects while a batch is gathered: from the mirror, from events, from the provider. */
export type Book = {
  readonly sighted: ReadonlyMap<string, Sighted>;
  readonly known: (object: ObjectName) => Known | undefined;
  /** Neither mirrored nor at hand, nor found missing at the provider. */
  readonly isStrange: (object: ObjectName) => boolean;
  readonly isAtHand: (object: ObjectName) => boolean;
  readonly see: (sighted: Sighted) => void;
  readonly miss: (object: ObjectName) => void;
  readonly customerOf: (object: ObjectName) => string | null;
  /** Looks up in the mirror what was not looked up before. */
  readonly learn: (reader: Reader, objects: readonly ObjectName[]) => Promise<void>;
};

export function keyOf({ name, id }: ObjectName): string {
  return `${name} ${id}`;
}

export function createBook(): Book {
  const mirrored = new Map<string, Known>();
  const looked = new Set<string>();
  const missed = new Set<string>();
  const sighted = new Map<string, Sighted>();
  const isAtHand = (object: ObjectName) => sighted.has(keyOf(object)) || missed.has(keyOf(object));
  const customerOf = (object: ObjectName): string | null => {
    if (object.name === 'customer') return object.id;
    const own = sighted.get(keyOf(object));
    const parents = own?.parents ?? [];
    const said = own === undefined ? null : (handlers[own.name].customerOf?.(own.seen.object) ?? null);
    const owner =
      said ?? parents.find(({ name }) => name === 'customer')?.id ?? mirrored.get(keyOf(object))?.customerId;
    if (owner != null) return owner;
    return parents.map(customerOf).find((found) => found !== null) ?? null;
  };
  return {
    sighted,
    known: (object) => mirrored.get(keyOf(object)),
    isStrange: (object) => !isAtHand(object) && !mirrored.has(keyOf(object)),
    isAtHand,
    see: (seen) => void sighted.set(keyOf(seen), seen),
    miss: (object) => void missed.add(keyOf(object)),
    customerOf,
    async learn(reader, objects) {
      const unknown = objects.filter((object) => !looked.has(keyOf(object)));
      for (const [noun, own] of grouped(unknown, ({ name }) => handlers[name].noun)) {
        if (noun === null) continue;
        const rows = await lookUp(reader, noun, [...new Set(own.map(({ id }) => id))]);
        for (const object of own) {
          const row = rows.get(object.id);
          if (row !== undefined) mirrored.set(keyOf(object), row);
        }
      }
      for (const object of unknown) looked.add(keyOf(object));
    },
  };
}

const knowOwner: ReadonlySet<MirrorNoun> = new Set<MirrorNoun>(['charges', 'invoices', 'subscriptions']);

/** Charges, invoices and subscriptions also say whose they are. */
async function lookUp(reader: Reader, noun: MirrorNoun, ids: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  return knowOwner.has(noun) ? mirroredRows(reader, noun, ids) : freshnessOf(reader, noun, ids);
}
