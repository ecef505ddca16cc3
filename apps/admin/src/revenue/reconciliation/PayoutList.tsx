import type { ReconciledPayout } from '@wedsync/domain/revenue';
import { Link } from 'react-router-dom';
import {
  type Column,
  type FilterDefinition,
  formatDate,
  inMajorUnits,
  ListCsv,
  listUrl,
  Money,
  RecordListPage,
  recordPath,
  RelativeTime,
  ToneChip,
} from '../../platform/index.ts';
import { ReconciliationTabs } from './ReconciliationTabs.tsx';

const columns: readonly Column<ReconciledPayout>[] = [
  {
    id: 'arrival',
    label: 'Arrives',
    sortBy: 'arrivalDate',
    always: true,
    phone: true,
    oneLine: true,
    render: ({ arrivalDate }) => formatDate(arrivalDate),
  },
  { id: 'id', label: 'Payout', oneLine: true, render: ({ id }) => id },
  {
    id: 'amount',
    label: 'Paid out',
    align: 'right',
    phone: true,
    render: ({ amountMinor, currency }) => <Money amountMinor={amountMinor} currency={currency} />,
  },
  { id: 'lines', label: 'Movements', align: 'right', render: ({ lines }) => lines },
  {
    id: 'sum',
    label: 'They come to',
    align: 'right',
    render: ({ linesMinor, currency }) => <Money amountMinor={linesMinor} currency={currency} />,
  },
  {
    id: 'state',
    label: 'State',
    phone: true,
    render: ({ amountMinor, linesMinor }) =>
      amountMinor === linesMinor ? (
        <ToneChip tone="positive">Agrees</ToneChip>
      ) : (
        <ToneChip tone="critical">Off</ToneChip>
      ),
  },
  {
    id: 'unsettled',
    label: 'Open',
    align: 'right',
    render: ({ id, unsettled }) =>
      unsettled === 0 ? (
        '0'
      ) : (
        <Link to={listUrl('reconciliation-exceptions', { filter: { payoutId: id, state: ['open', 'fixing'] } })}>
          {unsettled}
        </Link>
      ),
  },
  { id: 'checked', label: 'Compared', sortBy: 'checkedAt', render: ({ checkedAt }) => <RelativeTime at={checkedAt} /> },
];

const filters: readonly FilterDefinition[] = [
  { source: 'off', label: 'With differences', kind: 'yes-no' },
  { source: 'arrivalFrom', label: 'Arrives from', kind: 'date' },
  { source: 'arrivalTo', label: 'Arrives through', kind: 'date' },
];

const csv = {
  Payout: ({ id }: ReconciledPayout) => id,
  Arrives: ({ arrivalDate }: ReconciledPayout) => arrivalDate,
  Currency: ({ currency }: ReconciledPayout) => currency,
  'Paid out': ({ amountMinor }: ReconciledPayout) => inMajorUnits(amountMinor),
  'Movements come to': ({ linesMinor }: ReconciledPayout) => inMajorUnits(linesMinor),
  Open: ({ unsettled }: ReconciledPayout) => unsettled,
};

/** Every payout beside the movements it carried. */
export default function PayoutList() {
  return (
    <RecordListPage<ReconciledPayout>
      title="Reconciled payouts"
      sort={{ field: 'arrivalDate', order: 'DESC' }}
      filters={filters}
      search="Payout id"
      above={<ReconciliationTabs />}
      actions={<ListCsv<ReconciledPayout> name="payouts" columns={csv} />}
      columns={columns}
      rowPath={({ id }) => recordPath('payouts', id)}
      empty={{ title: 'No payout yet', text: 'A payout appears once its provider says what it carried.' }}
    />
  );
}
