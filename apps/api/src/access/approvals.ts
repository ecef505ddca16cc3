import { listActionRuns, listApprovals } from '@wedsync/db/access';
import type { Reader } from '@wedsync/db/platform';
import {
  actionRunFilterSchema,
  actionRunSchema,
  approvalCeilings,
  approvalFilterSchema,
  approvalSchema,
  listableResources,
  type ActionRun,
  type ActionRunFilter,
  type Approval,
  type ApprovalFilter,
} from '@wedsync/domain/access';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { defineResource, type RequestContext } from '../platform/index.ts';
import { withoutWords } from './actions/kept-input.ts';

/** What waits for a second person, what I asked for, and what was decided. */
export const approvals = defineResource({
  name: 'approvals',
  description: 'Requests that need a second person, and what was decided',
  row: approvalSchema,
  filter: approvalFilterSchema,
  list: approvalsInSight,
  show: async (reader, id, context) => (await approvalsInSight(reader, oneWith(id), context)).rows[0],
});

/** Every action that was asked for, and how it ended. */
export const actionRuns = defineResource({
  name: 'action-runs',
  description: 'Actions that were asked for, and how they ended',
  row: actionRunSchema,
  filter: actionRunFilterSchema,
  list: runsInSight,
  show: async (reader, id, context) => (await runsInSight(reader, oneWith(id), context)).rows[0],
  present: withoutWords,
});

function approvalsInSight(
  reader: Reader,
  query: ListQuery<ApprovalFilter>,
  { principal, clock }: RequestContext,
): Promise<Page<Approval>> {
  return listApprovals(reader, query, {
    id: principal.id,
    ceilings: approvalCeilings(principal.roles),
    now: clock.now(),
    resources: listableResources(principal),
  });
}

function runsInSight(
  reader: Reader,
  query: ListQuery<ActionRunFilter>,
  { principal }: RequestContext,
): Promise<Page<ActionRun>> {
  return listActionRuns(reader, query, listableResources(principal));
}

/** Asks a list for one record, so that whoever would not find it there is not shown it either. */
export function oneWith(id: string) {
  return { filter: { id: [id] }, sort: null, offset: 0, limit: 1 };
}
