import type { ChurnModelRow } from '@wedsync/domain/success';
import {
  anyOf,
  type Column,
  type FilterDefinition,
  RecordListPage,
  RelativeTime,
  ToneChip,
} from '../../platform/index.ts';
import { ChurnTabs } from './ChurnTabs.tsx';
import { HorizonCards } from './HorizonCards.tsx';
import { PolicyLine } from './PolicyLine.tsx';
import { algorithmWords, driftTones, qualityTones, stateTones, threeDigits } from './churn-words.ts';

const columns: readonly Column<ChurnModelRow>[] = [
  { id: 'number', label: 'No.', render: ({ number }) => number, sortBy: 'number', always: true, phone: true },
  {
    id: 'state',
    label: 'Office',
    sortBy: 'state',
    phone: true,
    render: ({ state }) => <ToneChip tone={stateTones[state]}>{state}</ToneChip>,
  },
  {
    id: 'horizonDays',
    label: 'Foretells',
    sortBy: 'horizonDays',
    phone: true,
    render: ({ horizonDays }) => `${horizonDays} days`,
  },
  { id: 'algorithm', label: 'By', render: ({ algorithm }) => algorithmWords[algorithm] },
  {
    id: 'auc',
    label: 'AUC',
    align: 'right',
    render: ({ report: { metrics, intervals } }) => (
      <span className="tabular">
        {threeDigits(metrics.auc)}
        {intervals.auc && ` (${threeDigits(intervals.auc.lower)}–${threeDigits(intervals.auc.upper)})`}
      </span>
    ),
  },
  {
    id: 'tenure',
    label: 'Tenure alone',
    align: 'right',
    render: ({ report }) => <span className="tabular">{threeDigits(report.baselines.tenureOnlyAuc)}</span>,
  },
  {
    id: 'skill',
    label: 'Skill',
    render: ({ report }) => (report.skill ? 'Yes' : <ToneChip tone="caution">No skill</ToneChip>),
  },
  {
    id: 'quality',
    label: 'Since then',
    render: ({ quality }) =>
      quality === null ? 'Not judged yet' : <ToneChip tone={qualityTones[quality.state]}>{quality.state}</ToneChip>,
  },
  {
    id: 'drift',
    label: 'Drift',
    render: ({ drift }) => (drift === null ? '–' : <ToneChip tone={driftTones[drift.state]}>{drift.state}</ToneChip>),
  },
  {
    id: 'trainedAt',
    label: 'Trained',
    sortBy: 'trainedAt',
    render: ({ trainedAt, authorName }) => (
      <>
        <RelativeTime at={trainedAt} /> by {authorName}
      </>
    ),
  },
];

const filters: readonly FilterDefinition[] = [anyOf('state', 'Office', ['draft', 'shadow', 'champion', 'retired'])];

/** Every model ever trained, and the way to train another. */
export default function ChurnModelList() {
  return (
    <RecordListPage<ChurnModelRow>
      title="Churn models"
      above={
        <>
          <ChurnTabs />
          <HorizonCards />
          <PolicyLine />
        </>
      }
      sort={{ field: 'number', order: 'DESC' }}
      filters={filters}
      columns={columns}
      empty={{
        title: 'No model yet',
        text: 'A first draft is trained by itself once fifty suppliers have left; training one shows in the header tray.',
      }}
    />
  );
}
