import type { Subscription } from '@wedsync/domain/billing';
import { type Column, humanize, RelativeTime, StatusChip } from '../../platform/index.ts';
import { amountColumn, createdColumn, providerColumn, supplierColumn } from '../money-columns.tsx';

export const subscriptionColumns: readonly Column<Subscription>[] = [
  supplierColumn(),
  {
    id: 'plan',
    label: 'Plan',
    always: true,
    phone: true,
    render: ({ planCode, billingInterval }) =>
      `${humanize(planCode ?? 'No plan')}${billingInterval === 'year' ? ', yearly' : ''}`,
  },
  {
    id: 'status',
    label: 'Status',
    phone: true,
    render: ({ status, pauseBehavior }) => <StatusChip status={pauseBehavior === null ? status : 'paused'} />,
  },
  amountColumn('mrr', 'MRR', ({ netMrrMinor }) => netMrrMinor, { sortBy: 'netMrrMinor' }),
  amountColumn('discount', 'Discount', ({ discountMrrMinor }) => discountMrrMinor || null, { hidden: true }),
  {
    id: 'ends',
    label: 'Ends',
    render: ({ cancelAtPeriodEnd, endedAt, periodEnd }) =>
      endedAt !== null || cancelAtPeriodEnd ? <RelativeTime at={endedAt ?? periodEnd} /> : '',
  },
  {
    id: 'renews',
    label: 'Period ends',
    sortBy: 'periodEnd',
    render: ({ periodEnd }) => <RelativeTime at={periodEnd} />,
  },
  {
    id: 'why',
    label: 'Why cancelled',
    render: ({ cancellationReason, cancellationFeedback }) =>
      humanize(cancellationFeedback ?? cancellationReason ?? ''),
    hidden: true,
  },
  providerColumn(),
  createdColumn('Started'),
];
