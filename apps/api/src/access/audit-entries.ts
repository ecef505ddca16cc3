import { findAuditEntry, listAuditEntries, readVerification } from '@wedsync/db/access';
import { auditEntryFilterSchema, auditEntrySchema } from '@wedsync/domain/access';
import { defineDoor, defineResource } from '../platform/index.ts';

/** Who did what, when and why; nobody can change it. */
export const auditEntries = defineResource({
  name: 'audit-entries',
  description: 'The audit trail: who did what, when and why',
  row: auditEntrySchema,
  filter: auditEntryFilterSchema,
  list: listAuditEntries,
  show: findAuditEntry,
});

export const auditVerificationDoor = defineDoor({
  method: 'get',
  path: '/audit-entries/verification',
  summary: 'Whether the audit trail is still as it was written',
  permission: 'audit-entries:list',
  refusal: 'Your role does not read the audit trail.',
  answer: ({ store, actor }) => store.read({ ...actor, scope: { kind: 'all' } }, readVerification),
});
