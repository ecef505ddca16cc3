import type { Approval } from '@wedsync/domain/access';
import { type Column, Money, RelativeTime, StatusChip } from '../../platform/index.ts';
import { askedFor } from './asked-for.ts';

export function Amount({ amount }: Pick<Approval, 'amount'>) {
  return amount === null ? <span>–</span> : <Money amountMinor={amount.amountMinor} currency={amount.currency} />;
}

/** Columns of lists of approvals. */
export const approvalColumns: readonly Column<Approval>[] = [
  { id: 'title', label: 'What', render: ({ title }) => title, always: true, phone: true },
  { id: 'asked', label: 'About', render: askedFor, phone: true },
  {
    id: 'amount',
    label: 'Amount',
    align: 'right',
    render: ({ amount }) => <Amount amount={amount} />,
    sortBy: 'amount',
    phone: true,
  },
  { id: 'by', label: 'Asked by', render: ({ requestedByName }) => requestedByName },
  { id: 'reason', label: 'Reason', render: ({ reason }) => reason ?? '–' },
  { id: 'state', label: 'Decision', render: ({ state }) => <StatusChip status={state} />, phone: true },
  { id: 'run', label: 'Outcome', render: ({ runState }) => <StatusChip status={runState} /> },
  { id: 'decidedBy', label: 'Decided by', render: ({ decidedByName }) => decidedByName ?? '–' },
  {
    id: 'requestedAt',
    label: 'Asked',
    render: ({ requestedAt }) => <RelativeTime at={requestedAt} />,
    sortBy: 'requestedAt',
  },
  {
    id: 'decidedAt',
    label: 'Decided',
    render: ({ decidedAt }) => <RelativeTime at={decidedAt} />,
    sortBy: 'decidedAt',
    hidden: true,
  },
];
