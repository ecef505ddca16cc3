import { mrrReasons, type MrrMovementRow } from '@wedsync/domain/revenue';
import { useListContext } from 'react-admin';
import { anyOf, choicesIn, type FilterDefinition, RecordListPage, recordPath } from '../../platform/index.ts';
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
    choices: choicesIn({ net: 'Effective', committed: 'Committed', stripe: 'As Stripe counts', plan: 'Plan by plan' }),
  },
  anyOf(
    'type',
    'Movement',
    movementLooks.map(({ type, label }) => ({ id: type, name: label })),
  ),
  anyOf('reason', 'Cause', mrrReasons),
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
    <RecordListPage<MrrMovementRow>
      title="MRR movements"
      sort={{ field: 'effectiveAt', order: 'DESC' }}
      filters={[...filters, ...segments]}
      search="Supplier, subscription or source id"
      actions={<ExportShown />}
      columns={movementColumns}
      rowPath={({ subscriptionId }) => recordPath('subscriptions', subscriptionId)}
      empty={{
        title: 'No movement',
        text: 'A movement appears within seconds of a subscription changing what it brings a month. Widen the filters to see more.',
      }}
    />
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
