import { findActionRun, findApproval, listActionRuns, listApprovals } from '@wedsync/db/access';
import {
  actionRunFilterSchema,
  actionRunSchema,
  approvalCeilings,
  approvalFilterSchema,
  approvalSchema,
} from '@wedsync/domain/access';
import { defineResource } from '../platform/index.ts';

/** What waits for a second person, what I asked for, and what was decided. */
export const approvals = defineResource({
  name: 'approvals',
  description: 'Requests that need a second person, and what was decided',
  row: approvalSchema,
  filter: approvalFilterSchema,
  list: (reader, query, { principal, clock }) =>
    listApprovals(reader, query, {
      id: principal.id,
      ceilings: approvalCeilings(principal.roles),
      now: clock.now(),
    }),
  show: findApproval,
});

/** Every action that was asked for, and how it ended. */
export const actionRuns = defineResource({
  name: 'action-runs',
  description: 'Actions that were asked for, and how they ended',
  row: actionRunSchema,
  filter: actionRunFilterSchema,
  list: listActionRuns,
  show: findActionRun,
});
