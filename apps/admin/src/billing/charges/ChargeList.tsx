import type { Charge } from '@wedsync/domain/billing';
import { DataTable, EmptyState, type FilterDefinition, ListPage, recordPath } from '../../platform/index.ts';
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
    <ListPage
      title="Payments"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Supplier, charge or customer id"
    >
      <DataTable<Charge>
        label="Payments"
        columns={chargeColumns}
        rowPath={({ id }) => recordPath('charges', id)}
        empty={
          <EmptyState title="No payments">
            Payments appear here within seconds of the provider reporting them. Widen the filters to see more.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
