import type { MrrMovementRow } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import { type Column, humanize, listUrl, Money, recordPath, RelativeTime, ToneChip } from '../../platform/index.ts';
import { longMonth, movementLooks } from '../mrr/mrr-words.ts';

export const movementColumns: readonly Column<MrrMovementRow>[] = [
  {
    id: 'effectiveAt',
    label: 'When',
    sortBy: 'effectiveAt',
    always: true,
    phone: true,
    render: ({ effectiveAt }) => <RelativeTime at={effectiveAt} />,
  },
  {
    id: 'supplier',
    label: 'Supplier',
    phone: true,
    render: ({ supplierId, businessName }) => (
      <Link to={recordPath('suppliers', supplierId)}>{businessName ?? supplierId}</Link>
    ),
  },
  { id: 'type', label: 'Movement', phone: true, render: (movement) => <Kind movement={movement} /> },
  {
    id: 'amountMinor',
    label: 'Amount',
    sortBy: 'amountMinor',
    align: 'right',
    always: true,
    phone: true,
    render: ({ amountMinor }) => <Money amountMinor={amountMinor} currency="GBP" />,
  },
  {
    id: 'native',
    label: 'In its currency',
    align: 'right',
    render: ({ nativeMinor, currency }) =>
      currency === 'GBP' ? '–' : <Money amountMinor={nativeMinor} currency={currency} />,
  },
  { id: 'reason', label: 'Cause', render: ({ reason }) => (reason === null ? '–' : humanize(reason)) },
  { id: 'plan', label: 'Plan', render: ({ planCode }) => (planCode === null ? '–' : humanize(planCode)) },
  { id: 'actor', label: 'By', render: ({ actorName }) => humanize(actorName) },
  {
    id: 'source',
    label: 'Source',
    render: ({ sourceEventId }) => <SourceLink id={sourceEventId} />,
  },
  { id: 'month', label: 'Month', hidden: true, render: ({ month }) => longMonth(month) },
  {
    id: 'publishedAt',
    label: 'Published',
    sortBy: 'publishedAt',
    hidden: true,
    render: ({ publishedAt }) => <RelativeTime at={publishedAt} />,
  },
];

function Kind({ movement: { type, reversal, restatement, restatesMovementId } }: { movement: MrrMovementRow }) {
  const look = movementLooks.find((one) => one.type === type);
  return (
    <>
      <ToneChip tone={look?.tone ?? 'neutral'}>{look?.label ?? humanize(type)}</ToneChip>
      {reversal && ` takes back no. ${restatesMovementId ?? ''}`}
      {restatement && !reversal && ' restatement'}
    </>
  );
}

const providerEvent = (id: string) => listUrl('provider-events', { filter: { q: id } });

/** What brought it about: the provider's event, the invoice first paid, or a subscription nobody told of. */
const sources: readonly { readonly prefix: string; readonly path: (id: string) => string }[] = [
  { prefix: 'in_', path: (id) => recordPath('invoices', id) },
  { prefix: 'mirror:', path: (id) => recordPath('subscriptions', id.slice('mirror:'.length)) },
  { prefix: 'evt_', path: providerEvent },
  { prefix: 'WH-', path: providerEvent },
];

function SourceLink({ id }: { readonly id: string }) {
  const source = sources.find(({ prefix }) => id.startsWith(prefix));
  return source === undefined ? <span>{id}</span> : <Link to={source.path(id)}>{id}</Link>;
}
