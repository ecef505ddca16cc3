import type { Payout } from '@wedsync/domain/billing';
import { type Column, formatDate, humanize, RecordListPage } from '../../platform/index.ts';
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
    <RecordListPage<Payout>
      title="Payouts"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Payout id"
      columns={columns}
      empty={{ title: 'No payouts', text: 'What the provider sends to our bank appears here.' }}
    />
  );
}
