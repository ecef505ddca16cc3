import { findTimelineEntry, listTimelineEntries } from '@wedsync/db/suppliers';
import { timelineEntryFilterSchema, timelineEntrySchema } from '@wedsync/domain/suppliers';
import { defineResource } from '../platform/index.ts';

export const timelineEntriesResource = defineResource({
  name: 'timeline-entries',
  description: "One line of a supplier's story, from whichever part of the house it comes.",
  row: timelineEntrySchema,
  filter: timelineEntryFilterSchema,
  list: listTimelineEntries,
  show: findTimelineEntry,
});
