import type { Dispute } from '@wedsync/domain/billing';
import { useGetList } from 'react-admin';
import { ToneChip } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';

const openStatuses = ['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review'];

/** Says that a payment is contested, for as long as it is. */
export default function DisputeFlag({ supplier }: SupplierSlotProps) {
  const { total } = useGetList<Dispute>('disputes', {
    filter: { supplierId: supplier.id, status: openStatuses },
    sort: { field: 'id', order: 'ASC' },
    pagination: { page: 1, perPage: 1 },
  });
  return total === undefined || total === 0 ? null : (
    <ToneChip tone="critical">{total === 1 ? 'Dispute open' : `${total} disputes open`}</ToneChip>
  );
}
