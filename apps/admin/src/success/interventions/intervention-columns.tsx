import type { Intervention } from '@wedsync/domain/success';
import { type Column, humanize, RelativeTime, StatusChip } from '../../platform/index.ts';
import { suppressionWords } from '../playbooks/playbook-words.ts';
import { endingWords } from './intervention-words.ts';

const title: Column<Intervention> = {
  id: 'title',
  label: 'What',
  always: true,
  phone: true,
  render: ({ title: words }) => words,
};
const supplier: Column<Intervention> = {
  id: 'supplier',
  label: 'Supplier',
  phone: true,
  render: ({ businessName }) => businessName,
};
const playbook: Column<Intervention> = {
  id: 'playbook',
  label: 'Playbook',
  render: ({ playbookName }) => playbookName,
};
const rest: readonly Column<Intervention>[] = [
  { id: 'kind', label: 'By', render: ({ kind }) => humanize(kind) },
  { id: 'state', label: 'State', phone: true, render: ({ state }) => <StatusChip status={state} /> },
  {
    id: 'why',
    label: 'Why',
    render: ({ reason, why }) => why ?? (reason === null ? '–' : suppressionWords[reason]),
  },
  {
    id: 'proposed',
    label: 'Came up',
    oneLine: true,
    sortBy: 'proposedAt',
    render: ({ proposedAt }) => <RelativeTime at={proposedAt} />,
  },
  {
    id: 'sent',
    label: 'Done',
    oneLine: true,
    sortBy: 'sentAt',
    render: ({ sentAt }) => <RelativeTime at={sentAt} missing="–" />,
  },
  { id: 'ending', label: 'Playbook ended', render: ({ ending }) => endingWords[ending] },
  { id: 'owner', label: 'CSM', hidden: true, render: ({ ownerName }) => ownerName ?? '–' },
  { id: 'by', label: 'Decided by', hidden: true, render: ({ decidedByName }) => decidedByName ?? '–' },
];

export const interventionColumns = [title, supplier, playbook, ...rest];
export const interventionsOfPlaybook = [title, supplier, ...rest];
export const interventionsOfSupplier = [title, playbook, ...rest];
