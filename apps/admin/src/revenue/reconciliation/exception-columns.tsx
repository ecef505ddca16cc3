import { providerName } from '@wedsync/domain/billing';
import { exceptionRules, type ReconciliationException } from '@wedsync/domain/revenue';
import { ActionButton, type Column, formatDate, Money, RelativeTime } from '../../platform/index.ts';
import { ExceptionChip } from './reconciliation-words.tsx';

export const exceptionColumns: readonly Column<ReconciliationException>[] = [
  {
    id: 'type',
    label: 'What',
    always: true,
    phone: true,
    oneLine: true,
    render: ({ type }) => <span title={exceptionRules[type].meaning}>{exceptionRules[type].title}</span>,
  },
  { id: 'summary', label: 'In words', render: ({ summary, fixError }) => fixError ?? summary },
  {
    id: 'amount',
    label: 'At stake',
    align: 'right',
    sortBy: 'amountMinor',
    phone: true,
    render: ({ amountMinor, currency }) => <Money amountMinor={amountMinor} currency={currency} />,
  },
  { id: 'day', label: 'Day', sortBy: 'day', oneLine: true, render: ({ day }) => formatDate(day) },
  {
    id: 'age',
    label: 'Found',
    sortBy: 'foundAt',
    oneLine: true,
    render: ({ foundAt }) => <RelativeTime at={foundAt} />,
  },
  { id: 'provider', label: 'Provider', render: ({ provider }) => providerName(provider) },
  { id: 'supplier', label: 'Supplier', render: ({ businessName }) => businessName ?? '–' },
  { id: 'owner', label: 'Owner', render: ({ ownerName }) => ownerName ?? '–' },
  { id: 'state', label: 'State', phone: true, render: ({ state }) => <ExceptionChip state={state} /> },
  {
    id: 'fix',
    label: '',
    render: ({ id, type, state }) =>
      state === 'open' && exceptionRules[type].fix !== null ? (
        <ActionButton resource="reconciliation-exceptions" id={id} verb="fix" variant="outlined" />
      ) : null,
  },
];
