import type { FxRateRow } from '@wedsync/domain/revenue';
import { type Column, type FilterDefinition, formatDate, RecordListPage, RelativeTime } from '../../platform/index.ts';
import { NewestRates } from './NewestRates.tsx';

const columns: readonly Column<FxRateRow>[] = [
  { id: 'day', label: 'Day', sortBy: 'day', always: true, phone: true, render: ({ day }) => formatDate(day) },
  { id: 'currency', label: 'Currency', sortBy: 'currency', phone: true, render: ({ currency }) => currency },
  { id: 'gbpPerUnit', label: 'Worth in pounds', align: 'right', phone: true, render: ({ gbpPerUnit }) => gbpPerUnit },
  { id: 'perEuro', label: 'For one euro, as published', align: 'right', render: ({ perEuro }) => perEuro },
  { id: 'source', label: 'Source', render: ({ source }) => source },
  { id: 'recordedAt', label: 'Taken in', render: ({ recordedAt }) => <RelativeTime at={recordedAt} /> },
];

const filters: readonly FilterDefinition[] = [
  { source: 'currency', label: 'Currency', kind: 'text' },
  { source: 'dayFrom', label: 'From', kind: 'date' },
  { source: 'dayTo', label: 'Before', kind: 'date' },
];

/** Exchange rates as published: the newest of each currency, and every one before. */
export default function FxRateList() {
  return (
    <RecordListPage<FxRateRow>
      title="Exchange rates"
      sort={{ field: 'day', order: 'DESC' }}
      filters={filters}
      above={<NewestRates />}
      columns={columns}
      rowPath={null}
      empty={{
        title: 'No rates yet',
        text: 'The daily rates are asked for every hour. Until the first have come, money in other currencies is not in the totals.',
      }}
    />
  );
}
