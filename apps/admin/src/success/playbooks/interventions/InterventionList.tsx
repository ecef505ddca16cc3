import { interventionKinds, interventionStates, suppressionReasons, type Intervention } from '@wedsync/domain/success';
import { anyOf, BulkActions, type FilterDefinition, RecordListPage } from '../../../platform/index.ts';
import { PolicyNotice } from '../policy/PolicyNotice.tsx';
import { suppressionWords } from '../playbook-words.ts';
import { usePlaybookChoices } from '../use-playbook-choices.ts';
import { interventionColumns } from './intervention-columns.tsx';

const reasons = suppressionReasons.map((id) => ({ id, name: suppressionWords[id] }));
const waiting = { state: ['awaiting_approval'] };

/** What awaits approval first; without that filter, everything playbooks did or kept back. j, k and x choose, Enter opens. */
export default function InterventionList() {
  const filters: readonly FilterDefinition[] = [
    anyOf('state', 'State', interventionStates),
    { source: 'playbookId', label: 'Playbook', kind: 'choice', choices: usePlaybookChoices() },
    anyOf('kind', 'By', interventionKinds),
    anyOf('reason', 'Because', reasons),
  ];
  return (
    <RecordListPage<Intervention>
      title="Interventions"
      sort={{ field: 'proposedAt', order: 'DESC' }}
      filters={filters}
      filterDefaultValues={waiting}
      above={<PolicyNotice />}
      columns={interventionColumns}
      bulkActions={<BulkActions noun="intervention" />}
      empty={{
        title: 'Nothing matches',
        text: 'Messages of playbooks that ask for approval wait here. Remove the filter to see everything playbooks did or kept back.',
      }}
    />
  );
}
