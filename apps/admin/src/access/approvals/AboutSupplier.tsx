import type { ActionRun } from '@wedsync/domain/access';
import { useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import { type Column, recordPath, RecordSection, RelativeTime, StatusChip } from '../../platform/index.ts';
import { Amount } from './approval-columns.tsx';

const columns: readonly Column<ActionRun>[] = [
  { id: 'at', label: 'Asked', render: ({ requestedAt }) => <RelativeTime at={requestedAt} />, phone: true },
  { id: 'amount', label: 'Amount', align: 'right', render: ({ amount }) => <Amount amount={amount} />, phone: true },
  { id: 'by', label: 'By', render: ({ requestedByName }) => requestedByName },
  { id: 'reason', label: 'Reason', render: ({ reason }) => reason ?? '–' },
  { id: 'state', label: 'Outcome', render: ({ state }) => <StatusChip status={state} />, phone: true },
];

/** The supplier, and what was asked for them under the same action before: a pattern shows here. */
export function AboutSupplier({ supplierId, action }: { readonly supplierId: string; readonly action: string }) {
  const { data: supplier } = useGetOne<{ id: string; businessName: string }>('suppliers', { id: supplierId });
  return (
    <RecordSection<ActionRun>
      title={supplier?.businessName ?? 'Supplier'}
      hint="requests like this one, the latest first"
      actions={<Link to={recordPath('suppliers', supplierId)}>Open supplier</Link>}
      label="Earlier requests for this supplier"
      resource="action-runs"
      columns={columns}
      filter={{ supplierId, action }}
      sort={{ field: 'requestedAt', order: 'DESC' }}
      perPage={5}
      rowPath={null}
      empty={{ title: 'The first one', text: 'Nothing like it was asked for this supplier before.' }}
    />
  );
}
