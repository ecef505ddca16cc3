import type { Payout } from '@wedsync/domain/billing';
import {
  type Column,
  DataTable,
  EmptyState,
  formatDate,
  humanize,
  ListPage,
  recordPath,
} from '../../platform/index.ts';
import { amountColumn, createdColumn, providerColumn, statusColumn } from '../money-columns.tsx';
import { moneyFilters, statusFilter } from '../money-filters.ts';

const columns: readonly Column<Payout>[] = [
  {
    id: 'arrival',
    label: 'Arrives',
    sortBy: 'arrivalDate',
    always: true,
    phone: true,
    render: ({ arrivalDate }) => formatDate(arrivalDate),
  },
  amountColumn('amount', 'Amount', ({ amountMinor }) => amountMinor, { sortBy: 'amountMinor', phone: true }),
  statusColumn(),
  {
    id: 'reconciled',
    label: 'Reconciled',
    render: ({ reconciliationStatus }) => humanize(reconciliationStatus ?? '–'),
  },
  { id: 'failure', label: 'Problem', render: ({ failureMessage }) => failureMessage ?? '' },
  providerColumn(),
  createdColumn(),
];

const filters = [statusFilter('pending', 'in_transit', 'paid', 'failed', 'canceled'), ...moneyFilters];

export default function PayoutList() {
  return (
    <ListPage title="Payouts" sort={{ field: 'createdAt', order: 'DESC' }} filters={filters} search="Payout id">
      <DataTable<Payout>
        label="Payouts"
        columns={columns}
        rowPath={({ id }) => recordPath('payouts', id)}
        empty={<EmptyState title="No payouts">What the provider sends to our bank appears here.</EmptyState>}
      />
    </ListPage>
  );
}
