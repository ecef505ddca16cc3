import type { HealthScoreRow } from '@wedsync/domain/success';
import { anyOf, type FilterDefinition, RecordListPage, recordPath } from '../../../platform/index.ts';
import { bandLooks } from '../health-words.ts';
import { healthColumns } from './health-columns.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf(
    'band',
    'Health',
    Object.entries(bandLooks).map(([id, { label }]) => ({ id, name: label })),
  ),
  {
    source: 'moved',
    label: 'Moved in a week',
    kind: 'choice',
    choices: [
      { id: 'down', name: 'Down' },
      { id: 'up', name: 'Up' },
    ],
  },
  { source: 'overridden', label: 'Overridden', kind: 'yes-no' },
];

/** Every supplier by health, with the reason that costs it most. */
export default function HealthScoreList() {
  return (
    <RecordListPage<HealthScoreRow>
      title="Health scores"
      sort={{ field: 'score', order: 'ASC' }}
      filters={filters}
      search="Find a supplier"
      columns={healthColumns}
      rowPath={({ supplierId }) => `${recordPath('suppliers', supplierId)}?tab=health`}
      empty={{
        title: 'No score matches',
        text: 'Suppliers get a score within seconds of their first sign-in or payment. Take a filter away to see more.',
      }}
    />
  );
}
