import type { Dispute } from '@wedsync/domain/billing';
import { type Column, humanize, RecordListPage, RelativeTime } from '../../platform/index.ts';
import { amountColumn, createdColumn, providerColumn, statusColumn, supplierColumn } from '../money-columns.tsx';
import { moneyFilters, statusFilter } from '../money-filters.ts';
import { WinRates } from './WinRates.tsx';

const columns: readonly Column<Dispute>[] = [
  supplierColumn(),
  amountColumn('amount', 'Amount', ({ amountMinor }) => amountMinor, {
    sortBy: 'amountMinor',
    always: true,
    phone: true,
  }),
  statusColumn(),
  { id: 'reason', label: 'Reason', render: ({ reason }) => humanize(reason) },
  { id: 'dueBy', label: 'Answer by', sortBy: 'dueBy', render: ({ dueBy }) => <RelativeTime at={dueBy} /> },
  {
    id: 'evidence',
    label: 'Evidence',
    render: ({ hasEvidence, submissionCount }) =>
      submissionCount > 0 ? 'Submitted' : hasEvidence ? 'Drafted' : 'None',
  },
  providerColumn(),
  createdColumn('Opened'),
];

const filters = [
  statusFilter(
    'needs_response',
    'under_review',
    'won',
    'lost',
    'warning_needs_response',
    'warning_under_review',
    'warning_closed',
  ),
  ...moneyFilters,
];

export default function DisputeList() {
  return (
    <RecordListPage<Dispute>
      title="Disputes"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Supplier, dispute or charge id"
      above={<WinRates />}
      columns={columns}
      empty={{
        title: 'No disputes',
        text: 'When a cardholder contests a payment, it appears here with the day by which to answer.',
      }}
    />
  );
}
