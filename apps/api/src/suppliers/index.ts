import { segmentUses } from '@wedsync/db/uses';
import { useDoor, type ApiCapability } from '../platform/index.ts';
import { contactsResource } from './contacts.ts';
import { facetDoors } from './facets.ts';
import { guardDeferrals, overrideGuard } from './guard-deferrals.ts';
import { ingestSuppliers } from './ingest.ts';
import { notesResource } from './notes.ts';
import { savedViewsResource } from './saved-views.ts';
import { refreshSegment } from './segments/refresh-segment.ts';
import { reviseSegment } from './segments/revise-segment.ts';
import { segmentMembershipsResource } from './segments/segment-memberships.ts';
import { segmentDoors } from './segments/segment-doors.ts';
import { segmentsResource } from './segments/segments.ts';
import { assignSupplier, tagSupplier } from './supplier-actions.ts';
import { suppliersResource } from './suppliers.ts';
import { assignTask, cancelTask, completeTask, reopenTask, snoozeTask } from './task-actions.ts';
import { tasksResource } from './tasks.ts';
import { timelineEntriesResource } from './timeline-entries.ts';
import { weddingDatesResource } from './wedding-dates.ts';

/** Whom we serve: the supplier, the people and days around it, what was written down and what is to be done. */
export const suppliers: ApiCapability = {
  name: 'suppliers',
  resources: [
    suppliersResource,
    contactsResource,
    weddingDatesResource,
    notesResource,
    tasksResource,
    savedViewsResource,
    timelineEntriesResource,
    guardDeferrals,
    segmentsResource,
    segmentMembershipsResource,
  ],
  actions: [
    assignSupplier,
    tagSupplier,
    completeTask,
    cancelTask,
    snoozeTask,
    reopenTask,
    assignTask,
    overrideGuard,
    refreshSegment,
    reviseSegment,
  ],
  intake: [ingestSuppliers],
  doors: [...facetDoors, ...segmentDoors, useDoor('segments', segmentUses)],
};
