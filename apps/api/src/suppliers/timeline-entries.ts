import { findTimelineEntry, listTimelineEntries } from '@wedsync/db/suppliers';
import { withoutPermission } from '@wedsync/domain/access';
import type { Principal } from '@wedsync/domain/platform';
import { timelineEntryFilterSchema, timelineEntrySchema, timelineReaders } from '@wedsync/domain/suppliers';
import { defineResource } from '../platform/index.ts';

export const timelineEntriesResource = defineResource({
  name: 'timeline-entries',
  description: "One line of a supplier's story, from whichever part of the house it comes.",
  row: timelineEntrySchema,
  filter: timelineEntryFilterSchema,
  list: (reader, query, { principal }) => listTimelineEntries(reader, query, hiddenFrom(principal)),
  show: (reader, id, { principal }) => findTimelineEntry(reader, id, hiddenFrom(principal)),
});

function hiddenFrom(principal: Principal): string[] {
  return withoutPermission(timelineReaders, principal);
}
