import type { AuditEntry } from '@wedsync/domain/access';
import type { RaRecord } from 'react-admin';
import { type Column, humanize, RelativeTime } from '../../platform/index.ts';

export type AuditRecord = AuditEntry & RaRecord<number>;

/** Columns of lists of audit entries. */
export const auditColumns: readonly Column<AuditRecord>[] = [
  { id: 'at', label: 'When', render: ({ at }) => <RelativeTime at={at} />, sortBy: 'id', always: true, phone: true },
  { id: 'actor', label: 'Who', render: ({ actorName }) => actorName, phone: true },
  { id: 'action', label: 'Did', render: ({ action }) => humanize(action), phone: true },
  { id: 'resource', label: 'To', render: ({ resource }) => humanize(resource) },
  { id: 'resourceId', label: 'Record', render: ({ resourceId }) => resourceId },
  { id: 'reason', label: 'Reason', render: ({ reason }) => reason ?? '–' },
  { id: 'supplierId', label: 'Supplier', render: ({ supplierId }) => supplierId ?? '–', hidden: true },
  { id: 'requestId', label: 'Request', render: ({ requestId }) => requestId ?? '–', hidden: true },
];
