import { refundOutcomeWords, refundRequestStates, type RefundRequest } from '@wedsync/domain/billing';
import { anyOf, choicesIn, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { refundColumns } from './refund-columns.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', refundRequestStates),
  anyOf('outcome', 'How', choicesIn(refundOutcomeWords)),
  { source: 'createdFrom', label: 'Asked from', kind: 'date' },
  { source: 'createdTo', label: 'Asked before', kind: 'date' },
];

/** The refund desk: everything staff asked to give back, newest first. */
export default function RefundRequestList() {
  return (
    <RecordListPage<RefundRequest>
      title="Refunds"
      sort={{ field: 'createdAt', order: 'DESC' }}
      filters={filters}
      search="Refund, charge or provider id"
      columns={refundColumns}
      empty={{
        title: 'No refunds yet',
        text: "Refunds that staff ask for appear here, from the request to the bank's answer. Open a payment and choose Refund to make one.",
      }}
    />
  );
}
