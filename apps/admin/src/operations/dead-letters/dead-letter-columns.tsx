import type { DeadLetter } from '@wedsync/domain/operations';
import { type Column, humanize, RelativeTime, StatusChip } from '../../platform/index.ts';

/** Columns of lists of dead letters. */
export const deadLetterColumns: readonly Column<DeadLetter>[] = [
  { id: 'kind', label: 'What', render: ({ kind }) => humanize(kind), phone: true },
  { id: 'source', label: 'Of', render: ({ source }) => source, sortBy: 'source', always: true, phone: true },
  { id: 'reason', label: 'Reason', render: ({ reason }) => reason },
  {
    id: 'attempts',
    label: 'Attempts',
    align: 'right',
    render: ({ attempts }) => <span className="tabular">{attempts}</span>,
  },
  {
    id: 'state',
    label: 'State',
    render: ({ state }) => <StatusChip status={state} label={stateWords[state]} />,
    phone: true,
  },
  { id: 'createdAt', label: 'Since', render: ({ createdAt }) => <RelativeTime at={createdAt} />, sortBy: 'createdAt' },
];

export const stateWords: Readonly<Record<DeadLetter['state'], string>> = {
  open: 'Waiting',
  rerun: 'Running again',
  resolved: 'Done',
  skipped: 'Skipped',
};
