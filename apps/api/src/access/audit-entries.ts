import { findAuditEntry, listAuditEntries, readVerification } from '@wedsync/db/access';
import { auditEntryFilterSchema, auditEntrySchema } from '@wedsync/domain/access';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import { Router } from 'express';
import { contextFor, defineResource, type ApiServices } from '../platform/index.ts';

/** Who did what, when and why; nobody can change it. */
export const auditEntries = defineResource({
  name: 'audit-entries',
  description: 'The audit trail: who did what, when and why',
  row: auditEntrySchema,
  filter: auditEntryFilterSchema,
  list: listAuditEntries,
  show: findAuditEntry,
});

/** Whether the trail is still as it was written. */
export function auditRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  return Router().get('/audit-entries/verification', async (req, res) => {
    const { store, actor, principal } = contextOf(req);
    if (!mayDo(principal, 'audit-entries:list')) throw Forbidden({ why: 'Your role does not read the audit trail.' });
    res.json(await store.read({ ...actor, scope: { kind: 'all' } }, readVerification));
  });
}
