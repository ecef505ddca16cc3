import type { Charge } from '@wedsync/domain/billing';
import { type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { moneyFilters, statusFilter } from '../money-filters.ts';
import { chargeColumns } from './charge-columns.tsx';

const filters: readonly FilterDefinition[] = [
  statusFilter('succeeded', 'failed', 'pending'),
  { source: 'disputed', label: 'Disputed', kind: 'yes-no' },
  { source: 'refunded', label: 'Refunded', kind: 'yes-no' },
  ...moneyFilters,
];

export default function ChargeList() {
  return (
    <RecordListPage<Charge>
      title="Payments"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Supplier, charge or customer id"
      columns={chargeColumns}
      empty={{
        title: 'No payments',
        text: 'Payments appear here within seconds of the provider reporting them. Widen the filters to see more.',
      }}
    />
  );
}
