import { mrrReasons, type MrrMovementRow } from '@wedsync/domain/revenue';
import {
  anyOf,
  choicesIn,
  type FilterDefinition,
  inMajorUnits,
  ListCsv,
  RecordListPage,
  recordPath,
} from '../../platform/index.ts';
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

const csv = {
  When: ({ effectiveAt }: MrrMovementRow) => effectiveAt,
  Supplier: ({ businessName, supplierId }: MrrMovementRow) => businessName ?? supplierId,
  Movement: ({ type }: MrrMovementRow) => type,
  'Amount GBP': ({ amountMinor }: MrrMovementRow) => inMajorUnits(amountMinor),
  'In its currency': ({ nativeMinor }: MrrMovementRow) => inMajorUnits(nativeMinor),
  Currency: ({ currency }: MrrMovementRow) => currency,
  Cause: ({ reason }: MrrMovementRow) => reason,
  Plan: ({ planCode }: MrrMovementRow) => planCode,
  By: ({ actorName }: MrrMovementRow) => actorName,
  Source: ({ sourceEventId }: MrrMovementRow) => sourceEventId,
  Month: ({ month }: MrrMovementRow) => month,
};

/** Every movement of MRR with its cause, who brought it about and where it comes from. */
export default function MovementList() {
  const segments = useSegmentFilters();
  return (
    <RecordListPage<MrrMovementRow>
      title="MRR movements"
      sort={{ field: 'effectiveAt', order: 'DESC' }}
      filters={[...filters, ...segments]}
      search="Supplier, subscription or source id"
      actions={<ListCsv<MrrMovementRow> name="mrr-movements" columns={csv} />}
      columns={movementColumns}
      rowPath={({ subscriptionId }) => recordPath('subscriptions', subscriptionId)}
      empty={{
        title: 'No movement',
        text: 'A movement appears within seconds of a subscription changing what it brings a month. Widen the filters to see more.',
      }}
    />
  );
}
