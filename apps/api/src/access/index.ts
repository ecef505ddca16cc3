import { bulkOutcomeSchema, bulkRequestSchema } from '@wedsync/domain/access';
import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { approve, reject, withdraw } from './actions/decide-approval.ts';
import { actionRuns, approvals } from './approvals.ts';
import { bulkOutcomeFile } from './bulk/bulk-outcome-file.ts';
import { bulkRuns, cancelBulkRun, startBulkRun } from './bulk/bulk-runs.ts';
import { auditEntries, auditRoutes } from './audit-entries.ts';
import { auditExport } from './export-audit.ts';
import { revokeToken, rotateToken, serviceTokens } from './service-tokens.ts';
import {
  admitStaffMember,
  changeAccess,
  disableStaff,
  enableStaff,
  resetAuthenticator,
  resetPassword,
  unlockStaff,
} from './staff-actions.ts';
import { staff } from './staff.ts';
import { viewAsSupplier } from './view-as.ts';

export { actionRoutes } from './actions/routes.ts';
export { createBulkRunner } from './bulk/bulk-runner.ts';
export { keepRunning } from './bulk/keep-running.ts';
export { authenticateService, bearerOf } from './authenticate-service.ts';
export { commands } from './commands.ts';
export { actAs } from './actions/act-as.ts';
export { createIdentity } from './identity.ts';
export { createSigner } from './keys.ts';
export { defineMachineDoor, defineTwoWayDoor, type TwoWayDoor } from './machine-door.ts';

/** Who may do what, and the proof of what was done. */
export const access: ApiCapability = {
  name: 'access',
  resources: [staff, serviceTokens, approvals, actionRuns, bulkRuns, auditEntries],
  actions: [
    admitStaffMember,
    changeAccess,
    disableStaff,
    enableStaff,
    resetPassword,
    resetAuthenticator,
    unlockStaff,
    rotateToken,
    revokeToken,
    approve,
    reject,
    withdraw,
    startBulkRun,
    cancelBulkRun,
    viewAsSupplier,
  ],
  routes: (services) => Router().use(auditRoutes(services), auditExport(services), bulkOutcomeFile(services)),
  doors: [
    {
      method: 'post',
      path: '/actions/{action}',
      summary: 'Run one action on many records',
      description:
        'Names an action marked bulk, by verb with the resource beside it or whole (suppliers.assign). Needs an Idempotency-Key; repeating the call acts on no record twice. With ids it is done at once (200). With a filter of the list it becomes a bulk run (202, body {bulkRun}): the records are checked, and the action start of bulk-runs does it.',
      auth: 'session',
      request: bulkRequestSchema,
      response: bulkOutcomeSchema,
    },
    {
      method: 'get',
      path: '/bulk-runs/{id}/outcome.csv',
      summary: 'What became of each record of a bulk run',
      description: 'Query: state, a comma list such as failed,refused; all of them when it is left out.',
      auth: 'session',
    },
    {
      method: 'get',
      path: '/audit-entries/export',
      summary: 'Take the filtered audit trail out as CSV or NDJSON',
      description:
        'Query: format (csv or ndjson) and filter as in the list. Streamed, oldest first, with hashes that scripts/verify-audit-export.mjs checks. Being taken out is itself on record.',
      auth: 'session',
    },
  ],
};
