import type { ChurnPredictionRow } from '@wedsync/domain/success';
import {
  ActionMenu,
  type Column,
  type FilterDefinition,
  formatPercent,
  Money,
  RecordListPage,
  recordPath,
  RelativeTime,
  ToneChip,
} from '../../platform/index.ts';
import { ChurnTabs } from './ChurnTabs.tsx';
import { raising } from './churn-words.ts';

const columns: readonly Column<ChurnPredictionRow>[] = [
  {
    id: 'businessName',
    label: 'Supplier',
    render: ({ businessName, dismissed }) => (
      <>
        {businessName} {dismissed !== null && <ToneChip tone="neutral">Dismissed</ToneChip>}
      </>
    ),
    sortBy: 'businessName',
    always: true,
    phone: true,
  },
  {
    id: 'probability',
    label: 'Risk',
    align: 'right',
    sortBy: 'probability',
    phone: true,
    render: ({ probability }) => <span className="tabular">{formatPercent(probability)}</span>,
  },
  {
    id: 'expectedSavedMinor',
    label: 'Expected saving',
    align: 'right',
    sortBy: 'expectedSavedMinor',
    phone: true,
    render: ({ expectedSavedMinor }) =>
      expectedSavedMinor === null ? '–' : <Money amountMinor={expectedSavedMinor} currency="GBP" />,
  },
  {
    id: 'residualValueMinor',
    label: 'Still to lose',
    align: 'right',
    render: ({ residualValueMinor }) =>
      residualValueMinor === null ? '–' : <Money amountMinor={residualValueMinor} currency="GBP" />,
  },
  {
    id: 'reasons',
    label: 'Associated with',
    render: ({ reasons }) =>
      raising(reasons)
        .slice(0, 3)
        .map(({ words }) => words)
        .join(' · ') || '–',
  },
  {
    id: 'mrrMinor',
    label: 'MRR',
    align: 'right',
    sortBy: 'mrrMinor',
    render: ({ mrrMinor }) => <Money amountMinor={mrrMinor} currency="GBP" />,
  },
  { id: 'modelName', label: 'Model', render: ({ modelName }) => modelName, hidden: true },
  {
    id: 'scoredAt',
    label: 'Foretold',
    render: ({ scoredAt }) => <RelativeTime at={scoredAt} />,
    sortBy: 'scoredAt',
    hidden: true,
  },
  {
    id: 'actions',
    label: '',
    render: ({ id, businessName }) => <ActionMenu resource="churn-predictions" id={id} name={businessName} />,
  },
];

const filters: readonly FilterDefinition[] = [
  {
    source: 'horizonDays',
    label: 'Within',
    kind: 'choice',
    choices: ['30', '60', '90'].map((days) => ({ id: days, name: `${days} days` })),
  },
  { source: 'dismissed', label: 'Dismissed as wrong', kind: 'yes-no' },
];

/** Whom to call first: what contacting is expected to save, not who is most likely to leave. A week's capacity is a page. */
export default function ChurnWorklist() {
  return (
    <RecordListPage<ChurnPredictionRow>
      title="Churn"
      above={<ChurnTabs />}
      sort={{ field: 'expectedSavedMinor', order: 'DESC' }}
      filterDefaultValues={{ horizonDays: '90', dismissed: false }}
      filters={filters}
      search="Find a supplier"
      perPage={20}
      columns={columns}
      rowPath={({ supplierId }) => recordPath('suppliers', supplierId)}
      empty={{
        title: 'Nobody is foretold to leave',
        text: 'Risks appear within minutes of a model being promoted to champion. Models are trained and promoted under Models.',
      }}
    />
  );
}
