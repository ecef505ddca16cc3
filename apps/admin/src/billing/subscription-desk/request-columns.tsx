import type { SubscriptionRequest } from '@wedsync/domain/billing';
import { type Column, Money, RelativeTime, StatusChip, ToneChip } from '../../platform/index.ts';

/** Where a request stands, in words: what the worker calls unknown is an answer that a person waits for. */
export function RequestState({ state }: Pick<SubscriptionRequest, 'state'>) {
  if (state === 'unknown') return <ToneChip tone="caution">Waiting for an answer</ToneChip>;
  if (state === 'pending') return <ToneChip tone="info">Done, not confirmed</ToneChip>;
  return <StatusChip status={state} />;
}

/** Columns of what staff asked about subscriptions. */
export const requestColumns: readonly Column<SubscriptionRequest>[] = [
  { id: 'supplier', label: 'Supplier', render: ({ businessName }) => businessName ?? '–', always: true, phone: true },
  { id: 'title', label: 'What', render: ({ title }) => title, always: true, phone: true },
  { id: 'state', label: 'State', sortBy: 'state', render: ({ state }) => <RequestState state={state} />, phone: true },
  {
    id: 'amount',
    label: 'Given away',
    align: 'right',
    render: ({ amountMinor, currency }) =>
      amountMinor === null || currency === null ? '' : <Money amountMinor={amountMinor} currency={currency} />,
  },
  {
    id: 'when',
    label: 'Next look',
    render: ({ nextAttemptAt }) => (nextAttemptAt === null ? '' : <RelativeTime at={nextAttemptAt} />),
  },
  { id: 'requestedBy', label: 'Asked by', render: ({ requestedByName }) => requestedByName },
  { id: 'createdAt', label: 'Asked', sortBy: 'createdAt', render: ({ createdAt }) => <RelativeTime at={createdAt} /> },
  { id: 'error', label: 'Problem', render: ({ error }) => error ?? '', hidden: true },
];
