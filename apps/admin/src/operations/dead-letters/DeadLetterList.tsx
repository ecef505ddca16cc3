import { type DeadLetter, deadLetterKinds, deadLetterStates } from '@wedsync/domain/operations';
import { BulkActions, type FilterDefinition, humanize, RecordListPage } from '../../platform/index.ts';
import { deadLetterColumns, stateWords } from './dead-letter-columns.tsx';

const filters: readonly FilterDefinition[] = [
  {
    source: 'state',
    label: 'State',
    kind: 'choice',
    multiple: true,
    choices: deadLetterStates.map((id) => ({ id, name: stateWords[id] })),
  },
  {
    source: 'kind',
    label: 'What',
    kind: 'choice',
    multiple: true,
    choices: deadLetterKinds.map((id) => ({ id, name: humanize(id) })),
  },
];

/** Everything that was ever given up, and what was decided. */
export default function DeadLetterList() {
  return (
    <RecordListPage<DeadLetter>
      title="Dead letters"
      sort={{ field: 'id', order: 'DESC' }}
      filters={filters}
      search="Reason, source or reference"
      columns={deadLetterColumns}
      bulkActions={<BulkActions noun="letter" />}
      empty={{ title: 'Nothing was given up', text: 'What fails for good waits here until someone decides.' }}
    />
  );
}
