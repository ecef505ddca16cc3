import type { RefundRequest } from '@wedsync/domain/billing';
import { type Column, humanize, Money, RelativeTime } from '../../platform/index.ts';
import { outcomeOf, RefundState } from './refund-words.tsx';

/** Columns of refund requests, in the desk and inside other pages. */
export const refundColumns: readonly Column<RefundRequest>[] = [
  { id: 'supplier', label: 'Supplier', render: (refund) => refund.businessName ?? '–', always: true, phone: true },
  {
    id: 'amount',
    label: 'Amount',
    sortBy: 'amountMinor',
    align: 'right',
    render: (refund) => <Money amountMinor={refund.amountMinor} currency={refund.currency} />,
    phone: true,
  },
  {
    id: 'state',
    label: 'State',
    sortBy: 'state',
    render: (refund) => <RefundState state={refund.state} />,
    phone: true,
  },
  { id: 'outcome', label: 'How', render: (refund) => outcomeOf(refund) },
  { id: 'reason', label: 'Why', render: (refund) => humanize(refund.reasonCode) },
  { id: 'requestedBy', label: 'Asked by', render: (refund) => refund.requestedByName },
  {
    id: 'createdAt',
    label: 'Asked',
    sortBy: 'createdAt',
    render: (refund) => <RelativeTime at={refund.createdAt} />,
  },
  {
    id: 'settledAt',
    label: 'Settled',
    sortBy: 'settledAt',
    render: (refund) => (refund.settledAt ? <RelativeTime at={refund.settledAt} /> : '–'),
  },
  { id: 'error', label: 'Problem', render: (refund) => refund.error ?? '–', hidden: true },
];
