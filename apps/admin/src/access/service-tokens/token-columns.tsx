import type { ServiceToken } from '@wedsync/domain/access';
import { type Column, RelativeTime, StatusChip } from '../../platform/index.ts';

export const scopeWords: Readonly<Record<ServiceToken['scopes'][number], string>> = {
  ingest: 'Send suppliers, events and consents',
  entitlements: 'Ask what suppliers are entitled to',
  messages: 'Show suppliers our messages in the app',
  sync: 'Ask for syncs with payment providers',
  read: 'Read, with personal fields masked',
};

/** Columns of lists of service tokens. */
export const tokenColumns: readonly Column<ServiceToken>[] = [
  { id: 'name', label: 'Name', render: ({ name }) => name, sortBy: 'name', always: true, phone: true },
  { id: 'scopes', label: 'May', render: ({ scopes }) => scopes.map((scope) => scopeWords[scope]).join('; ') },
  { id: 'state', label: 'State', render: ({ state }) => <StatusChip status={state} />, phone: true },
  { id: 'hints', label: 'Ends in', render: ({ hints }) => hints.map((hint) => `…${hint}`).join(', ') || '–' },
  {
    id: 'lastUsedAt',
    label: 'Last used',
    render: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} missing="Never" />,
    sortBy: 'lastUsedAt',
    phone: true,
  },
  {
    id: 'expiresAt',
    label: 'Expires',
    render: ({ expiresAt }) => <RelativeTime at={expiresAt} missing="Never" />,
    sortBy: 'expiresAt',
  },
  { id: 'createdAt', label: 'Made', render: ({ createdAt }) => <RelativeTime at={createdAt} />, sortBy: 'createdAt' },
];
