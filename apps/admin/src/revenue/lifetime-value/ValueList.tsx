import { valueStates, type SupplierValueRow } from '@wedsync/domain/revenue';
import { planCodes } from '@wedsync/domain/suppliers';
import {
  anyOf,
  choicesIn,
  type Column,
  type FilterDefinition,
  formatMoney,
  humanize,
  RecordListPage,
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
  anyOf('state', 'State', valueStates),
  anyOf('plan', 'Began on', planCodes),
  { source: 'vendorType', label: 'Vendor type', kind: 'text' },
  {
    source: 'interval',
    label: 'Billed',
    kind: 'choice',
    choices: choicesIn({ month: 'Monthly', year: 'Annually' }),
  },
];

/** Suppliers by what they are worth over their life. */
export default function ValueList() {
  return (
    <RecordListPage<SupplierValueRow>
      title="Lifetime value by supplier"
      search="Supplier"
      sort={{ field: 'predictedMinor', order: 'DESC' }}
      filters={filters}
      columns={columns}
      rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
      empty={{ title: 'Nothing valued yet', text: 'A value appears within seconds of the first payment.' }}
    />
  );
}
