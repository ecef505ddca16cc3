import { caseStates, type DunningCase } from '@wedsync/domain/billing';
import { anyOf, choicesIn, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { dunningColumns } from './dunning-columns.tsx';
import { classChoices, stageWords } from './dunning-words.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'State', caseStates),
  anyOf('declineClass', 'Why', classChoices),
  anyOf('stage', 'Stage', choicesIn(stageWords)),
  anyOf('access', 'Access', ['read_only', 'suspended']),
  { source: 'held', label: 'Paused or promised', kind: 'yes-no' },
  { source: 'openedFrom', label: 'Failed from', kind: 'date' },
  { source: 'openedTo', label: 'Failed before', kind: 'date' },
];

/** Every case there was, open or over. */
export default function DunningCaseList() {
  return (
    <RecordListPage<DunningCase>
      title="Dunning cases"
      sort={{ field: 'openedAt', order: 'DESC' }}
      filters={filters}
      search="Supplier, invoice or subscription id"
      columns={dunningColumns}
      empty={{ title: 'No cases', text: 'A case appears when a bank declines a payment.' }}
    />
  );
}
