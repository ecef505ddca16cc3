import { candidateStates, suppressionReasons, type PlaybookCandidate } from '@wedsync/domain/success';
import { anyOf, type FilterDefinition, RecordListPage, recordPath } from '../../platform/index.ts';
import { candidateColumns } from './candidate-columns.tsx';
import { suppressionWords } from './playbook-words.ts';
import { usePlaybookChoices } from './use-playbook-choices.ts';

const reasons = suppressionReasons.map((id) => ({ id, name: suppressionWords[id] }));

/** Everybody for whom a playbook fired, and what was answered. */
export default function CandidateList() {
  const filters: readonly FilterDefinition[] = [
    { source: 'playbookId', label: 'Playbook', kind: 'choice', choices: usePlaybookChoices() },
    anyOf('state', 'Answer', candidateStates),
    anyOf('reason', 'Because', reasons),
    { source: 'decidedFrom', label: 'Decided from', kind: 'date' },
    { source: 'decidedTo', label: 'Decided until', kind: 'date' },
  ];
  return (
    <RecordListPage<PlaybookCandidate>
      title="Who wanted in"
      sort={{ field: 'id', order: 'DESC' }}
      filters={filters}
      columns={candidateColumns}
      rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
      empty={{
        title: 'Nobody',
        text: 'When a playbook fires for a supplier, what was answered and why is shown here.',
      }}
    />
  );
}
