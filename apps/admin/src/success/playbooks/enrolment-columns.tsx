import type { Enrolment } from '@wedsync/domain/success';
import { type Column, humanize, RelativeTime, StatusChip, ToneChip } from '../../platform/index.ts';

const supplier: Column<Enrolment> = {
  id: 'supplier',
  label: 'Supplier',
  always: true,
  phone: true,
  render: ({ businessName }) => businessName,
};
const playbook: Column<Enrolment> = {
  id: 'playbook',
  label: 'Playbook',
  always: true,
  phone: true,
  render: ({ playbookName, versionNumber }) => `${playbookName}, version ${versionNumber}`,
};
const rest: readonly Column<Enrolment>[] = [
  {
    id: 'state',
    label: 'State',
    phone: true,
    render: ({ state, arm }) => (
      <>
        <StatusChip status={state} /> {arm === 'held_out' && <ToneChip tone="neutral">Held out</ToneChip>}
      </>
    ),
  },
  { id: 'step', label: 'Stands at', render: ({ step, state }) => (state === 'running' ? (step ?? 'Its goal') : '–') },
  {
    id: 'entered',
    label: 'Entered',
    oneLine: true,
    sortBy: 'enteredAt',
    render: ({ enteredAt }) => <RelativeTime at={enteredAt} />,
  },
  {
    id: 'due',
    label: 'Looked at next',
    oneLine: true,
    sortBy: 'dueAt',
    hidden: true,
    render: ({ dueAt }) => <RelativeTime at={dueAt} />,
  },
  {
    id: 'ended',
    label: 'Ended',
    oneLine: true,
    sortBy: 'endedAt',
    render: ({ endedAt }) => <RelativeTime at={endedAt} missing="–" />,
  },
  { id: 'why', label: 'Why', render: ({ endReason }) => endReason ?? '–' },
  { id: 'stratum', label: 'Compared within', hidden: true, render: ({ stratum }) => humanize(stratum) },
];

/** Who is in a playbook. */
export const suppliersInPlaybook = [supplier, ...rest];
/** Which playbooks a supplier is in. */
export const playbooksOfSupplier = [playbook, ...rest];
/** Both, for the list of all. */
export const enrolmentColumns = [supplier, playbook, ...rest];
