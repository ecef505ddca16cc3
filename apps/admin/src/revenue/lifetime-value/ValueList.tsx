import { valueStates, type SupplierValueRow } from '@wedsync/domain/revenue';
import {
  type Column,
  DataTable,
  EmptyState,
  type FilterDefinition,
  formatMoney,
  humanize,
  ListPage,
  recordPath,
  RelativeTime,
} from '../../platform/index.ts';

const pounds = (minor: number | null) => (minor === null ? '–' : formatMoney(minor, 'GBP'));

const columns: readonly Column<SupplierValueRow>[] = [
  { id: 'businessName', label: 'Supplier', always: true, phone: true, render: ({ businessName }) => businessName },
  { id: 'state', label: 'State', render: ({ state }) => humanize(state) },
  { id: 'plan', label: 'Began on', render: ({ plan }) => (plan === null ? '–' : humanize(plan)) },
  {
    id: 'realised',
    label: 'Realised',
    align: 'right',
    sortBy: 'realisedMinor',
    render: (row) => pounds(row.realisedMinor),
  },
  {
    id: 'residual',
    label: 'Still expected',
    align: 'right',
    sortBy: 'residualMinor',
    render: (row) => pounds(row.residualMinor),
  },
  {
    id: 'predicted',
    label: 'Lifetime value',
    align: 'right',
    sortBy: 'predictedMinor',
    phone: true,
    render: ({ predictedMinor, why }) => <span title={why ?? undefined}>{pounds(predictedMinor)}</span>,
  },
  { id: 'computedAt', label: 'As of', render: ({ computedAt }) => <RelativeTime at={computedAt} /> },
];

const filters: readonly FilterDefinition[] = [
  {
    source: 'state',
    label: 'State',
    kind: 'choice',
    multiple: true,
    choices: valueStates.map((id) => ({ id, name: humanize(id) })),
  },
  {
    source: 'plan',
    label: 'Began on',
    kind: 'choice',
    multiple: true,
    choices: ['starter', 'professional', 'scale', 'enterprise'].map((id) => ({ id, name: humanize(id) })),
  },
  { source: 'vendorType', label: 'Vendor type', kind: 'text' },
  {
    source: 'interval',
    label: 'Billed',
    kind: 'choice',
    choices: [
      { id: 'month', name: 'Monthly' },
      { id: 'year', name: 'Annually' },
    ],
  },
];

/** Suppliers by what they are worth over their life. */
export default function ValueList() {
  return (
    <ListPage
      title="Lifetime value by supplier"
      search="Supplier"
      sort={{ field: 'predictedMinor', order: 'DESC' }}
      filters={filters}
    >
      <DataTable<SupplierValueRow>
        label="Lifetime value by supplier"
        columns={columns}
        rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
        empty={<EmptyState title="Nothing valued yet">A value appears within seconds of the first payment.</EmptyState>}
      />
    </ListPage>
  );
}
