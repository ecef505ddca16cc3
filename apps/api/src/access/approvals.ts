import { findActionRun, findApproval, isHidden, listActionRuns, listApprovals } from '@wedsync/db/access';
import {
  actionRunFilterSchema,
  actionRunSchema,
  approvalCeilings,
  approvalFilterSchema,
  approvalSchema,
  unlistedResources,
} from '@wedsync/domain/access';
import type { Principal } from '@wedsync/domain/platform';
import { defineResource } from '../platform/index.ts';
import { withoutWords } from './actions/kept-input.ts';

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
      hidden: unlistedResources(principal),
    }),
  show: async (reader, id, { principal }) => shown(await findApproval(reader, id), principal),
});

/** Every action that was asked for, and how it ended. */
export const actionRuns = defineResource({
  name: 'action-runs',
  description: 'Actions that were asked for, and how they ended',
  row: actionRunSchema,
  filter: actionRunFilterSchema,
  list: (reader, query, { principal }) => listActionRuns(reader, query, unlistedResources(principal)),
  show: async (reader, id, { principal }) => shown(await findActionRun(reader, id), principal),
  present: withoutWords,
});

/** What is asked about records that somebody may not list is not for them, but for what they asked themselves. */
export function shown<Asked extends { readonly resource: string; readonly requestedBy: string }>(
  asked: Asked | undefined,
  principal: Principal,
): Asked | undefined {
  const hidden = { resources: unlistedResources(principal), except: principal.id };
  return asked === undefined || isHidden(asked, hidden) ? undefined : asked;
}
