import { emitEvents, type SuccessEvent, type Writer } from '../platform/index.ts';
import { addTimelineEntry, type NewTimelineEntry } from './timeline-entries.repository.ts';

/** The line of the timeline about an event; what it leaves open the event says, and whoever acts told it. */
export type Story = Pick<NewTimelineEntry, 'kind' | 'source' | 'sourceId'> &
  Partial<Pick<NewTimelineEntry, 'title' | 'actorName' | 'detail'>>;

/** Tells what happened to all who follow; with a story, also on the timeline of the supplier it concerns. */
export async function tellStory(writer: Writer, event: SuccessEvent, story?: Story): Promise<void> {
  await emitEvents(writer, [event]);
  const { supplierId, occurredAt, summary, payload } = event;
  if (story === undefined || supplierId === null) return;
  await addTimelineEntry(writer, {
    supplierId,
    at: occurredAt,
    title: summary,
    actorName: writer.actor.name,
    detail: payload,
    ...story,
  });
}
