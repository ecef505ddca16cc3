import { binaryMetrics } from '@wedsync/domain/platform/statistics';
import {
  judgeQuality,
  type Drift,
  type DriftState,
  type LabelDrift,
  type Quality,
  type QualityFigures,
} from '@wedsync/domain/success';
import type { Reader, Writer } from '../../platform/index.ts';

/** Outcomes that quality is judged by: those said within a year, at most so many. */
const yearDays = 365;
const mostOutcomes = 200_000;

/** How a model did on the forecasts whose horizon has passed; null while there are none. */
export async function qualityOf(
  reader: Reader,
  modelId: string,
  today: string,
): Promise<(Quality & { readonly figures: QualityFigures; readonly averagePrecision: number | null }) | null> {
  const rows: { probability: number; cameTrue: boolean }[] = await reader
    .sql('churn_forecasts')
    .where({ model_id: modelId })
    .whereNotNull('came_true')
    .whereRaw('said_on > ?::date - ?::int', [today, yearDays])
    .orderBy('said_on', 'desc')
    .limit(mostOutcomes)
    .select({ probability: 'probability', cameTrue: 'came_true' });
  if (rows.length === 0) return null;
  const metrics = binaryMetrics(
    rows.map(({ cameTrue }) => (cameTrue ? 1 : 0)),
    rows.map(({ probability }) => probability),
  );
  const { n, positives, auc, accuracy, baseRate, brier, calibrationSlope, averagePrecision } = metrics;
  const figures = { n, positives, auc, accuracy, baseRate, brier, calibrationSlope };
  return { ...judgeQuality(metrics), figures, averagePrecision };
}

/** Writes down how a model does today; said again, it replaces itself. */
export async function keepQuality(
  { sql }: Writer,
  modelId: string,
  day: string,
  { state, why, figures }: Quality & { readonly figures: QualityFigures },
): Promise<void> {
  await sql('churn_quality')
    .insert({ model_id: modelId, day, state, why, figures: JSON.stringify(figures) })
    .onConflict(['model_id', 'day'])
    .merge();
}

type DriftOfDay = {
  readonly state: DriftState;
  readonly features: readonly Drift[];
  readonly label: LabelDrift | null;
};

export async function keepDrift(
  { sql }: Writer,
  modelId: string,
  day: string,
  { state, features, label }: DriftOfDay,
): Promise<void> {
  await sql('churn_drift')
    .insert({
      model_id: modelId,
      day,
      state,
      features: JSON.stringify(features),
      label: label === null ? null : JSON.stringify(label),
    })
    .onConflict(['model_id', 'day'])
    .merge();
}

/** Some of the suppliers that are foretold, old and new alike: the same ones while nobody comes or goes. */
export async function sampleForetold(reader: Reader, limit: number): Promise<string[]> {
  const result: { rows: { id: string }[] } = await reader.sql.raw(
    `select id from (select distinct supplier_id as id from churn_predictions) foretold order by md5(id), id limit ?`,
    [limit],
  );
  return result.rows.map(({ id }) => id);
}
