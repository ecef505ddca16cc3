import type { NewTimelineEntry } from '@wedsync/db/suppliers';
import { providerNames, type Provider } from '@wedsync/domain/billing';
import type { Fact } from './fact.ts';

const names: Readonly<Record<Provider, string>> = { ...providerNames, manual: 'WedSync' };

/** The line a fact is on its supplier's timeline; the same fact told again is the same line. */
export function timelineEntryOf(fact: Fact, supplierId: string | null): NewTimelineEntry | undefined {
  const { timeline, provider = 'stripe', type, resource, resourceId, occurredAt, summary, payload } = fact;
  if (timeline === undefined || supplierId === null) return undefined;
  return {
    supplierId,
    at: occurredAt,
    kind: timeline.kind,
    actorName: names[provider],
    title: timeline.title ?? summary,
    detail: { ...payload, type, resource, resourceId },
    source: provider,
    sourceId: `${type}:${resourceId}:${occurredAt.getTime()}`,
  };
}
