import type { DunningCase } from '@wedsync/domain/billing';
import { DataTable, EmptyState, type FilterDefinition, ListPage, recordPath } from '../../platform/index.ts';
import { choicesOf } from '../money-filters.ts';
import { dunningColumns } from './dunning-columns.tsx';
import { classChoices, stageWords } from './dunning-words.tsx';

const filters: readonly FilterDefinition[] = [
  {
    source: 'state',
    label: 'State',
    kind: 'choice',
    multiple: true,
    choices: choicesOf('open', 'recovered', 'lost', 'voided'),
  },
  { source: 'declineClass', label: 'Why', kind: 'choice', multiple: true, choices: classChoices },
  {
    source: 'stage',
    label: 'Stage',
    kind: 'choice',
    multiple: true,
    choices: Object.entries(stageWords).map(([id, name]) => ({ id, name })),
  },
  { source: 'access', label: 'Access', kind: 'choice', multiple: true, choices: choicesOf('read_only', 'suspended') },
  { source: 'held', label: 'Paused or promised', kind: 'yes-no' },
  { source: 'openedFrom', label: 'Failed from', kind: 'date' },
  { source: 'openedTo', label: 'Failed before', kind: 'date' },
];

/** Every case there was, open or over. */
export default function DunningCaseList() {
  return (
    <ListPage
      title="Dunning cases"
      sort={{ field: 'openedAt', order: 'DESC' }}
      filters={filters}
      search="Supplier, invoice or subscription id"
    >
      <DataTable<DunningCase>
        label="Dunning cases"
        columns={dunningColumns}
        rowPath={({ id }) => recordPath('dunning-cases', id)}
        empty={<EmptyState title="No cases">A case appears when a bank declines a payment.</EmptyState>}
      />
    </ListPage>
  );
}
