import { type DeadLetter, deadLetterKinds } from '@wedsync/domain/operations';
import { anyOf, BulkActions, choicesIn, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { deadLetterColumns, stateWords } from './dead-letter-columns.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', choicesIn(stateWords)),
  anyOf('kind', 'What', deadLetterKinds),
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
