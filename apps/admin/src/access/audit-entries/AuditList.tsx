import { type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { auditColumns, type AuditRecord } from './audit-columns.tsx';
import { ChainState } from './ChainState.tsx';
import { ExportMenu } from './ExportMenu.tsx';

const filters: readonly FilterDefinition[] = [
  { source: 'action', label: 'Action', kind: 'text' },
  { source: 'resource', label: 'Resource', kind: 'text' },
  { source: 'resourceId', label: 'Record id', kind: 'text' },
  { source: 'supplierId', label: 'Supplier id', kind: 'text' },
  {
    source: 'actorKind',
    label: 'Done by',
    kind: 'choice',
    choices: [
      { id: 'staff', name: 'A person' },
      { id: 'service', name: 'A machine' },
      { id: 'system', name: 'The house itself' },
    ],
  },
  { source: 'actorId', label: 'Person id', kind: 'text' },
  { source: 'approvalId', label: 'Approval id', kind: 'text' },
  { source: 'at_gte', label: 'From', kind: 'date' },
  { source: 'at_lt', label: 'Before', kind: 'date' },
];

/** The audit trail: who did what, newest first, and whether it is still as it was written. */
export default function AuditList() {
  return (
    <RecordListPage<AuditRecord>
      title="Audit"
      sort={{ field: 'id', order: 'DESC' }}
      filters={filters}
      search="Person, record or request id"
      actions={<ExportMenu />}
      above={<ChainState />}
      label="Audit entries"
      columns={auditColumns}
      empty={{ title: 'No entries match', text: 'Every change, action, sign-in and view leaves an entry.' }}
    />
  );
}
