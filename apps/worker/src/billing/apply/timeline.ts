import type { NewTimelineEntry } from '@wedsync/db/suppliers';
import type { Fact } from './fact.ts';

/** The line a fact is on its supplier's timeline; the same fact told again is the same line. */
export function timelineEntryOf(fact: Fact, supplierId: string | null): NewTimelineEntry | undefined {
  const { timeline, type, resource, resourceId, occurredAt, summary, payload } = fact;
  if (timeline === undefined || supplierId === null) return undefined;
  return {
    supplierId,
    at: occurredAt,
    kind: timeline.kind,
    actorName: 'Stripe',
    title: timeline.title ?? summary,
    detail: { ...payload, type, resource, resourceId },
    source: 'stripe',
    sourceId: `${type}:${resourceId}:${occurredAt.getTime()}`,
  };
}
