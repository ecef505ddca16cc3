import { bulkOutcomeSchema, bulkRequestSchema } from '@wedsync/domain/access';
import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { approve, reject, withdraw } from './actions/decide-approval.ts';
import { actionRuns, approvals } from './approvals.ts';
import { auditEntries, auditRoutes } from './audit-entries.ts';
import { auditExport } from './export-audit.ts';
import { revokeToken, rotateToken, serviceTokens } from './service-tokens.ts';
import { disableStaff, enableStaff, resetAuthenticator, resetPassword, staff, unlockStaff } from './staff.ts';
import { viewAsSupplier } from './view-as.ts';

export { actionRoutes } from './actions/routes.ts';
export { authenticateService, bearerOf } from './authenticate-service.ts';
export { commands } from './commands.ts';
export { createIdentity, type Identity } from './identity.ts';

/** Who may do what, and the proof of what was done. */
export const access: ApiCapability = {
  name: 'access',
  resources: [staff, serviceTokens, approvals, actionRuns, auditEntries],
  actions: [
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
    viewAsSupplier,
  ],
  routes: (services) => Router().use(auditRoutes(services), auditExport(services)),
  doors: [
    {
      method: 'post',
      path: '/actions/{action}',
      summary: 'Run one action on many records',
      description:
        'Names an action marked bulk, by verb with the resource beside it or whole (suppliers.assign). Needs an Idempotency-Key; repeating the call acts on no record twice.',
      auth: 'session',
      request: bulkRequestSchema,
      response: bulkOutcomeSchema,
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
