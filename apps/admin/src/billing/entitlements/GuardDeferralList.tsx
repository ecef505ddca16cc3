import { type GuardDeferral, guardedActs } from '@wedsync/domain/suppliers';
import { anyOf, type FilterDefinition, RecordListPage, recordPath } from '../../platform/index.ts';
import { guardColumns } from './guard-columns.tsx';

const filters: readonly FilterDefinition[] = [
  { source: 'waiting', label: 'Still waiting', kind: 'yes-no' },
  anyOf('kind', 'Kind', guardedActs),
];

/** What Saturdays and weddings put off, everywhere. */
export default function GuardDeferralList() {
  return (
    <RecordListPage<GuardDeferral>
      title="Wedding-day guard"
      sort={{ field: 'deferredAt', order: 'DESC' }}
      filters={filters}
      label="Put off"
      columns={guardColumns}
      rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
      empty={{
        title: 'Nothing was put off',
        text: 'Cancellations, downgrades, suspensions and messages that fall on a Saturday or within a day of a wedding appear here with the day they wait for.',
      }}
    />
  );
}
