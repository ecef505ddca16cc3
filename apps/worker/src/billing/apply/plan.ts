import { alreadyIncludes, newestWins } from '@wedsync/domain/billing';
import { grouped } from '@wedsync/domain/platform';
import type { Handler } from './handler.ts';
import type { HandlerName, ObjectName } from './object-name.ts';
import type { WorkItem } from './work-item.ts';

type Known = { readonly asOf: Date; readonly fetchedAt: Date | null; readonly deletedAt: Date | null };

/** What to do about one object that events are about. */
export type ObjectPlan = {
  readonly name: HandlerName;
  readonly handler: Handler;
  readonly id: string;
  /** The event that speaks for it: the one that ends it, or else the newest. */
  readonly item: WorkItem;
  /** Take what the event brought, ask the provider, or leave what is known. */
  readonly how: 'deliver' | 'fetch' | 'keep';
  readonly ends: boolean;
};

export type Knowledge = {
  readonly known: (object: ObjectName) => Known | undefined;
  /** Events written in another version are never read, only heeded. */
  readonly apiVersion: string;
};

/** One plan per object, however many events are about it: all of them speak of the same present state. */
export function planObjects(items: readonly WorkItem[], knowledge: Knowledge): ObjectPlan[] {
  const mirrored = items.filter(({ handler, objectId }) => handler.noun !== null && objectId !== null);
  return [...grouped(mirrored, ({ name, objectId }) => `${name} ${objectId}`).values()].flatMap(
    (own) => planObject(own, knowledge) ?? [],
  );
}

function planObject(items: readonly WorkItem[], knowledge: Knowledge): ObjectPlan | undefined {
  const ordered = items.toSorted(byTime);
  const ending = ordered.findLast(({ event, handler }) => handler.deletedBy.includes(event.type));
  const item = ending ?? ordered.at(-1);
  if (item === undefined || item.objectId === null) return undefined;
  const { name, handler, objectId: id } = item;
  const known = knowledge.known({ name, id });
  const how =
    ending === undefined ? decide(item, ordered, known, knowledge.apiVersion) : known?.deletedAt ? 'keep' : 'deliver';
  return { name, handler, id, item, how, ends: ending !== undefined };
}

function decide(
  item: WorkItem,
  all: readonly WorkItem[],
  known: Known | undefined,
  apiVersion: string,
): ObjectPlan['how'] {
  const { event, handler } = item;
  if (known?.deletedAt) return 'keep';
  const lastReceived = new Date(Math.max(...all.map((other) => other.event.receivedAt.getTime())));
  if (handler.fetchable !== null && alreadyIncludes(known, lastReceived)) return 'keep';
  const verdict = newestWins(known, { asOf: event.occurredAt, fetchedAt: null });
  if (handler.fetchable === null) return verdict === 'apply' ? 'deliver' : 'keep';
  const foreign = event.apiVersion !== null && event.apiVersion !== apiVersion;
  const tied = all.some((other) => other !== item && other.event.occurredAt >= event.occurredAt);
  if (handler.money || foreign || tied || verdict === 'refetch') return 'fetch';
  return verdict === 'apply' ? 'deliver' : 'keep';
}

export function byTime(a: WorkItem, b: WorkItem): number {
  return a.event.occurredAt.getTime() - b.event.occurredAt.getTime() || (a.event.eventId < b.event.eventId ? -1 : 1);
}
