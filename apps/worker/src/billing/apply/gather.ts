import type { Reader } from '@wedsync/db/platform';
import { type Clock, defineError, grouped } from '@wedsync/domain/platform';
import type { Fetchable, ObjectSource } from '../gateways/object-source.ts';
import { spokenApiVersion } from '../gateways/stripe.ts';
import { createBook, keyOf, type Book, type Sighted } from './book.ts';
import { handlers } from './handlers.ts';
import type { AskedObject, ObjectName } from './object-name.ts';
import { planObjects, type ObjectPlan } from './plan.ts';
import { createdAtOf, parentsOf, subscriptionOf, type WorkItem } from './work-item.ts';

export type GatherDeps = {
  readonly source: ObjectSource;
  readonly clock: Clock;
  /** Short read transactions: nothing is held while the provider answers. */
  readonly read: <T>(work: (reader: Reader) => Promise<T>) => Promise<T>;
};

/** Everything a batch needs from outside its transaction. */
export type Gathered = Pick<Book, 'sighted' | 'customerOf'>;

/** What some of the gathered events lean on: their own objects, and upwards to the customer. */
export function sightedFor(
  items: readonly WorkItem[],
  { sighted }: Gathered,
  asked: readonly ObjectName[] = [],
): Sighted[] {
  const found = new Map<string, Sighted>();
  const follow = (object: ObjectName) => {
    const one = sighted.get(keyOf(object));
    if (one === undefined || found.has(keyOf(object))) return;
    found.set(keyOf(object), one);
    one.parents.forEach(follow);
  };
  asked.forEach(follow);
  for (const item of items) {
    objectsOf(item).forEach(follow);
    alsoChanged(item).forEach(follow);
    const subscription = item.name === 'discount' ? subscriptionOf(item.object) : null;
    if (subscription !== null) follow({ name: 'subscription', id: subscription });
  }
  return [...found.values()];
}

/** Whose an event is; null when nobody's, or nobody's yet. */
export function ownerOf({ event, name, handler, objectId, object }: WorkItem, { customerOf }: Gathered): string | null {
  if (event.customerId !== null) return event.customerId;
  const own = objectId === null ? null : customerOf({ name, id: objectId });
  return (
    own ??
    parentsOf(name, object)
      .map(customerOf)
      .find((found) => found !== null) ??
    handler.customerOf?.(object) ??
    null
  );
}

/** A refund leads to its charge, a charge to its subscription, that to its plan and product, and there it ends. */
const maxRounds = 5;

/**
 * Asks the provider for whatever cannot be taken from the events, and for the parents nobody has seen yet.
 * @param asked objects to ask for whether or not an event is about them
 */
export async function gather(
  items: readonly WorkItem[],
  deps: GatherDeps,
  asked: readonly AskedObject[] = [],
): Promise<Gathered> {
  const book = createBook();
  await deps.read((reader) => book.learn(reader, items.flatMap(objectsOf)));
  const plans = planObjects(items, { known: book.known, apiVersion: spokenApiVersion });
  for (const plan of plans) if (plan.how === 'deliver') book.see(delivered(plan));
  const doubted = [
    ...plans.flatMap(inDoubt),
    ...items
      .flatMap(alsoChanged)
      .filter((object) => !book.isAtHand(object))
      .map(byName),
  ];
  let wanted = [...plans.flatMap(wantedOf), ...doubted, ...asked.map(byName)];
  for (let round = 0; round < maxRounds; round += 1) {
    wanted = distinct([...wanted, ...(await strangers(items, book, deps))]);
    if (wanted.length === 0) break;
    await fetchAll(wanted, book, deps);
    wanted = [];
  }
  return book;
}

type Wanted = ObjectName & {
  readonly createdAt: Date | null;
  /** The event that asks for it; parents are asked for by nobody. */
  readonly plan: ObjectPlan | null;
};

function objectsOf({ name, objectId, object }: WorkItem): ObjectName[] {
  return [...(objectId === null ? [] : [{ name, id: objectId }]), ...parentsOf(name, object)];
}

function wantedOf(plan: ObjectPlan): Wanted[] {
  const { name, id, how, item } = plan;
  return how === 'fetch' ? [{ name, id, createdAt: createdAtOf(item.object), plan }] : [];
}

/** A discount that cannot be asked for shows on its subscription. */
function inDoubt({ name, how, item }: ObjectPlan): Wanted[] {
  if (name !== 'discount' || how !== 'keep') return [];
  const id = subscriptionOf(item.object);
  return id === null ? [] : [byName({ name: 'subscription', id })];
}

function alsoChanged({ handler, object, changed }: WorkItem): ObjectName[] {
  return [...(handler.alsoChanges?.(object, changed) ?? [])];
}

async function strangers(items: readonly WorkItem[], book: Book, { read }: GatherDeps): Promise<Wanted[]> {
  const parents: ObjectName[] = [
    ...items.flatMap(({ name, object }) => parentsOf(name, object)),
    ...[...book.sighted.values()].flatMap((sighted) => sighted.parents),
  ];
  const unseen = distinct(parents).filter((parent) => book.isStrange(parent));
  if (unseen.length === 0) return [];
  await read((reader) => book.learn(reader, unseen));
  return unseen.filter((parent) => book.isStrange(parent)).map(byName);
}

function byName({ name, id, createdAt }: AskedObject): Wanted {
  return { name, id, createdAt: createdAt ?? null, plan: null };
}

function distinct<Named extends ObjectName>(objects: readonly Named[]): Named[] {
  const first = new Map<string, Named>();
  for (const object of objects) if (!first.has(keyOf(object))) first.set(keyOf(object), object);
  return [...first.values()];
}

async function fetchAll(wanted: readonly Wanted[], book: Book, { source, clock }: GatherDeps): Promise<void> {
  // Before asking: the answers are at least as young as this.
  const fetchedAt = clock.now();
  const byKind = grouped(wanted, ({ name }) => handlers[name].fetchable);
  await Promise.all([...byKind].flatMap(([kind, own]) => (kind === null ? [] : [fetchKind(kind, own)])));

  async function fetchKind(kind: Fetchable, own: readonly Wanted[]): Promise<void> {
    const found = await source.fetch(kind, own);
    for (const one of own) keep(one, found.get(one.id) ?? null, fetchedAt, book);
  }
}

/** What the provider no longer has is known only from what its events said. */
function keep(wanted: Wanted, object: unknown, fetchedAt: Date, book: Book): void {
  const { name, id, plan } = wanted;
  if (object === null || isDeleted(object)) {
    if (handlers[name].onlyFetched && plan !== null && book.known(wanted) === undefined)
      throw ProviderKnowsNothing({ what: `${plan.item.event.type} ${id}` });
    if (plan === null || book.known(wanted) !== undefined) book.miss(wanted);
    else book.see(delivered(plan));
    return;
  }
  const event = plan?.item.event ?? null;
  const seen = { object, asOf: event?.occurredAt ?? fetchedAt, fetchedAt, event };
  book.see({ name, id, seen, endedAt: null, parents: parentsOf(name, object) });
}

/** Its event may have overtaken it, so it is tried again; in the end a person should see that somebody tells of what is not there. */
const ProviderKnowsNothing = defineError(
  'not-found',
  'unknown-to-provider',
  (p: { what: string }) => `The provider knows nothing of ${p.what}.`,
);

function delivered({ name, id, item, ends }: ObjectPlan): Sighted {
  const { event, object } = item;
  const seen = { object, asOf: event.occurredAt, fetchedAt: null, event };
  return { name, id, seen, endedAt: ends ? event.occurredAt : null, parents: parentsOf(name, object) };
}

function isDeleted(object: unknown): boolean {
  return typeof object === 'object' && object !== null && 'deleted' in object && object.deleted === true;
}
