import type { PlaybookCandidate } from '@wedsync/domain/success';
import { type Column, RelativeTime, StatusChip } from '../../platform/index.ts';
import { suppressionWords } from './playbook-words.ts';

/** Who wanted in, and what was answered. */
export const candidateColumns: readonly Column<PlaybookCandidate>[] = [
  { id: 'supplier', label: 'Supplier', always: true, phone: true, render: ({ businessName }) => businessName },
  { id: 'state', label: 'Answer', render: ({ state }) => <StatusChip status={state} /> },
  {
    id: 'reason',
    label: 'Because',
    phone: true,
    render: ({ reason }) => (reason === null ? '–' : suppressionWords[reason]),
  },
  { id: 'why', label: 'In full', render: ({ why }) => why ?? '–' },
  { id: 'since', label: 'Fired', oneLine: true, sortBy: 'since', render: ({ since }) => <RelativeTime at={since} /> },
  {
    id: 'decided',
    label: 'Decided',
    oneLine: true,
    hidden: true,
    render: ({ decidedAt }) => <RelativeTime at={decidedAt} />,
  },
];
