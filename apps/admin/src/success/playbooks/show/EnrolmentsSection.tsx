import type { Enrolment } from '@wedsync/domain/success';
import { ActionButton, type Column, RecordSection, recordPath } from '../../../platform/index.ts';
import { playbooksOfSupplier, suppliersInPlaybook } from '../enrolment-columns.tsx';

type Props = { readonly filter: { readonly playbookId: string } | { readonly supplierId: string } };

const leave: Column<Enrolment> = {
  id: 'leave',
  label: '',
  render: ({ id, state, arm }) =>
    state === 'running' &&
    arm === 'treated' && <ActionButton resource="enrolments" id={id} verb="exit" variant="text" />,
};

/** Who is or was in a playbook, or in which playbooks a supplier is or was. */
export function EnrolmentsSection({ filter }: Props) {
  const ofSupplier = 'supplierId' in filter;
  return (
    <RecordSection<Enrolment>
      title={ofSupplier ? 'Playbooks' : 'Suppliers in it'}
      resource="enrolments"
      filter={filter}
      sort={{ field: 'enteredAt', order: 'DESC' }}
      columns={[...(ofSupplier ? playbooksOfSupplier : suppliersInPlaybook), leave]}
      rowPath={({ playbookId, supplierId }) =>
        ofSupplier ? recordPath('playbooks', playbookId) : recordPath('suppliers', supplierId)
      }
      empty={
        ofSupplier
          ? {
              title: 'In no playbook',
              text: 'Playbooks that take this supplier in are shown here, with where it stands.',
            }
          : { title: 'Nobody yet', text: 'Suppliers appear here once the published playbook takes them in.' }
      }
    />
  );
}
