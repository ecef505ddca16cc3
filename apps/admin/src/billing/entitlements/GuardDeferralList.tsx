import { type GuardDeferral, guardedActs } from '@wedsync/domain/suppliers';
import { DataTable, EmptyState, type FilterDefinition, ListPage, recordPath } from '../../platform/index.ts';
import { choicesOf } from '../money-filters.ts';
import { guardColumns } from './guard-columns.tsx';

const filters: readonly FilterDefinition[] = [
  { source: 'waiting', label: 'Still waiting', kind: 'yes-no' },
  { source: 'kind', label: 'Kind', kind: 'choice', multiple: true, choices: choicesOf(...guardedActs) },
];

/** What Saturdays and weddings put off, everywhere. */
export default function GuardDeferralList() {
  return (
    <ListPage title="Wedding-day guard" sort={{ field: 'deferredAt', order: 'DESC' }} filters={filters}>
      <DataTable<GuardDeferral>
        label="Put off"
        columns={guardColumns}
        rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
        empty={
          <EmptyState title="Nothing was put off">
            Cancellations, downgrades, suspensions and messages that fall on a Saturday or within a day of a wedding
            appear here with the day they wait for.
          </EmptyState>
        }
      />
    </ListPage>
  );
}
