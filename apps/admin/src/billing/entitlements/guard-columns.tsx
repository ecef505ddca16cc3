import type { GuardDeferral } from '@wedsync/domain/suppliers';
import { ActionMenu, type Column, formatDate, humanize, RelativeTime } from '../../platform/index.ts';

/** Columns of what guarded days put off. */
export const guardColumns: readonly Column<GuardDeferral>[] = [
  { id: 'supplier', label: 'Supplier', render: ({ businessName }) => businessName, always: true, phone: true },
  { id: 'title', label: 'Put off', render: ({ title }) => title, always: true, phone: true },
  {
    id: 'why',
    label: 'Because',
    render: ({ weddingOn }) => (weddingOn === null ? 'Saturday' : `Wedding on ${formatDate(weddingOn)}`),
  },
  { id: 'until', label: 'Until', sortBy: 'until', render: ({ until }) => <RelativeTime at={until} />, phone: true },
  { id: 'kind', label: 'Kind', render: ({ kind }) => humanize(kind), hidden: true },
  {
    id: 'overridden',
    label: 'Let through',
    render: ({ overriddenByName, overrideReason }) =>
      overriddenByName === null ? '' : `${overriddenByName}: ${overrideReason ?? ''}`,
  },
  { id: 'at', label: 'On', sortBy: 'deferredAt', render: ({ deferredAt }) => <RelativeTime at={deferredAt} /> },
  {
    id: 'actions',
    label: '',
    render: ({ id, title }) => <ActionMenu resource="guard-deferrals" id={id} name={title} />,
  },
];
