import type { RefundRequest } from '@wedsync/domain/billing';
import { DataTable, EmptyState, type FilterDefinition, humanize, ListPage, recordPath } from '../../platform/index.ts';
import { refundColumns } from './refund-columns.tsx';
import { outcomeWords } from './refund-words.tsx';

const choicesOf = (ids: readonly string[]) => ids.map((id) => ({ id, name: humanize(id) }));

const filters: readonly FilterDefinition[] = [
  {
    source: 'state',
    label: 'State',
    kind: 'choice',
    multiple: true,
    choices: choicesOf(['queued', 'sending', 'unknown', 'pending', 'succeeded', 'failed', 'cancelled']),
  },
  {
    source: 'outcome',
    label: 'How',
    kind: 'choice',
    multiple: true,
    choices: Object.entries(outcomeWords).map(([id, name]) => ({ id, name })),
  },
  { source: 'createdFrom', label: 'Asked from', kind: 'date' },
  { source: 'createdTo', label: 'Asked before', kind: 'date' },
];

/** The refund desk: everything staff asked to give back, newest first. */
export default function RefundRequestList() {
  return (
    <ListPage
      title="Refunds"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Refund, charge or provider id"
    >
      <DataTable<RefundRequest>
        label="Refunds"
        columns={refundColumns}
        rowPath={(refund) => recordPath('refund-requests', refund.id)}
        empty={
          <EmptyState title="No refunds yet">
            Refunds that staff ask for appear here, from the request to the bank&apos;s answer. Open a payment and
            choose Refund to make one.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
