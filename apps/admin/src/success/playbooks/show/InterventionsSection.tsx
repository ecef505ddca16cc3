import type { Intervention } from '@wedsync/domain/success';
import { RecordSection } from '../../../platform/index.ts';
import { interventionsOfPlaybook, interventionsOfSupplier } from '../../interventions/intervention-columns.tsx';

type Props = { readonly filter: { readonly playbookId: string } | { readonly supplierId: string } };

/** What a playbook did, or what playbooks did for a supplier. */
export function InterventionsSection({ filter }: Props) {
  return (
    <RecordSection<Intervention>
      title="Interventions"
      resource="interventions"
      filter={filter}
      sort={{ field: 'proposedAt', order: 'DESC' }}
      columns={'supplierId' in filter ? interventionsOfSupplier : interventionsOfPlaybook}
      empty={{
        title: 'Nothing yet',
        text: 'Messages, tasks and alerts of playbooks are shown here, also those that were kept back, with why.',
      }}
    />
  );
}
