import { churnModelRowSchema, type ChurnModelRow } from '@wedsync/domain/success';
import { useGetList } from 'react-admin';
import { FigureTable, Section } from '../../platform/index.ts';
import { algorithmWords, threeDigits, wordsRow } from './churn-words.ts';

const columns = [
  'Model',
  'Office',
  'AUC',
  'Average precision',
  'Brier',
  'Calibration slope',
  'Lift, top tenth',
  'Since then',
];

/** A challenger beside the champion in office for the same horizon, figure by figure. */
export function ChampionComparison({ model }: { readonly model: ChurnModelRow }) {
  const { data = [] } = useGetList('churn-models', {
    filter: { state: ['champion'], horizonDays: model.horizonDays },
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'number', order: 'DESC' },
  });
  const champion = churnModelRowSchema.safeParse(data[0]);
  if (!champion.success || champion.data.id === model.id) return null;
  return (
    <Section
      title="Beside the champion"
      hint="Each on the newest dates it had not seen, which need not be the same dates"
    >
      <FigureTable label="Beside the champion" columns={columns} rows={[model, champion.data].map(rowOf)} />
    </Section>
  );
}

function rowOf({ id, number, algorithm, state, report: { metrics }, quality }: ChurnModelRow) {
  return wordsRow(id, [
    `${algorithmWords[algorithm]} ${number}`,
    state,
    threeDigits(metrics.auc),
    threeDigits(metrics.averagePrecision),
    metrics.brier.toFixed(4),
    threeDigits(metrics.calibrationSlope),
    threeDigits(metrics.topLift),
    quality === null ? 'Not judged yet' : `${quality.state}, AUC ${threeDigits(quality.figures.auc)}`,
  ]);
}
