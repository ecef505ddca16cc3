import { mrrReasons, type MrrMovementRow } from '@wedsync/domain/revenue';
import { useListContext } from 'react-admin';
import { DataTable, EmptyState, type FilterDefinition, humanize, ListPage, recordPath } from '../../platform/index.ts';
import { inMajorUnits } from '../mrr/csv.ts';
import { ExportButton } from '../mrr/FigureTable.tsx';
import { textCell } from '../mrr/figure-cells.tsx';
import { movementLooks } from '../mrr/mrr-words.ts';
import { useSegmentFilters } from '../mrr/segment-filters.ts';
import { movementColumns } from './movement-columns.tsx';

const filters: readonly FilterDefinition[] = [
  {
    source: 'view',
    label: 'View',
    kind: 'choice',
    choices: [
      { id: 'net', name: 'Effective' },
      { id: 'committed', name: 'Committed' },
      { id: 'stripe', name: 'As Stripe counts' },
      { id: 'plan', name: 'Plan by plan' },
    ],
  },
  {
    source: 'type',
    label: 'Movement',
    kind: 'choice',
    multiple: true,
    choices: movementLooks.map(({ type, label }) => ({ id: type, name: label })),
  },
  {
    source: 'reason',
    label: 'Cause',
    kind: 'choice',
    multiple: true,
    choices: mrrReasons.map((id) => ({ id, name: humanize(id) })),
  },
  { source: 'month', label: 'Month', kind: 'text' },
  { source: 'monthFrom', label: 'From month', kind: 'text' },
  { source: 'monthTo', label: 'To month', kind: 'text' },
  { source: 'cohort', label: 'Began in', kind: 'text' },
  { source: 'restatement', label: 'Restatement', kind: 'yes-no' },
];

/** Every movement of MRR with its cause, who brought it about and where it comes from. */
export default function MovementList() {
  const segments = useSegmentFilters();
  return (
    <ListPage
      title="MRR movements"
      sort={{ field: 'effectiveAt', order: 'DESC' }}
      filters={[...filters, ...segments]}
      search="Supplier, subscription or source id"
      actions={<ExportShown />}
    >
      <DataTable<MrrMovementRow>
        label="MRR movements"
        columns={movementColumns}
        rowPath={({ subscriptionId }) => recordPath('subscriptions', subscriptionId)}
        empty={
          <EmptyState title="No movement">
            A movement appears within seconds of a subscription changing what it brings a month. Widen the filters to
            see more.
          </EmptyState>
        }
      />
    </ListPage>
  );
}

const columns = [
  'When',
  'Supplier',
  'Movement',
  'Amount GBP',
  'In its currency',
  'Currency',
  'Cause',
  'Plan',
  'By',
  'Source',
  'Month',
];

/** The rows on screen, for a spreadsheet. */
function ExportShown() {
  const { data } = useListContext<MrrMovementRow>();
  const rows = (data ?? []).map((row) => ({
    key: String(row.id),
    cells: [
      textCell(row.effectiveAt),
      textCell(row.businessName ?? row.supplierId),
      textCell(row.type),
      { shown: null, value: inMajorUnits(row.amountMinor) },
      { shown: null, value: inMajorUnits(row.nativeMinor) },
      textCell(row.currency),
      textCell(row.reason ?? ''),
      textCell(row.planCode ?? ''),
      textCell(row.actorName),
      textCell(row.sourceEventId),
      textCell(row.month),
    ],
  }));
  return <ExportButton name="mrr-movements" columns={columns} rows={rows} />;
}
