import { createHash } from 'node:crypto';
import { calibrated } from '@wedsync/domain/platform/statistics';
import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import {
  churnFeatureVersion,
  churnReasons,
  churnScores,
  expectedSavedMinor,
  mainHorizon,
  rowOf,
  type ChurnPolicy,
} from '@wedsync/domain/success';
import { emitEvents, type Reader, type SuccessEvent, type Writer } from '../../platform/index.ts';
import { scoreTriggers } from '../playbooks/live-playbooks.queries.ts';
import { officeHolders, type OfficeHolder } from './models.queries.ts';
import { churnPolicy } from './policies.repository.ts';
import { gatherChurnFeatures, type ChurnSubject } from './snapshot.queries.ts';
import {
  forgetPredictions,
  keepForecasts,
  keepPredictions,
  standByRisk,
  type FreshForecast,
  type FreshPrediction,
  type PassedMark,
} from './predictions.repository.ts';

export type ScoredChurn = { readonly scored: number; readonly predictions: number };

/**
 * Foretells for these suppliers with every model in office: the champions' probabilities are kept with their reasons, those of shadows only as
 * forecasts to be compared later. Who does not pay, or has given notice, loses its prediction. Without a champion nothing is foretold.
 */
export async function scoreChurn(
  writer: Writer,
  supplierIds: readonly string[],
  now: Date,
  { remember = false }: { readonly remember?: boolean } = {},
): Promise<ScoredChurn> {
  const holders = (await officeHolders(writer)).filter(({ featureVersion }) => featureVersion === churnFeatureVersion);
  const subjects = holders.length === 0 ? [] : await gatherChurnFeatures(writer, supplierIds, now, now);
  const champions = holders.filter(({ state }) => state === 'champion');
  const residual = champions.length === 0 ? new Map<string, number>() : await residualValues(writer, supplierIds);
  const policy = await churnPolicy(writer);
  const predictions = champions.flatMap((champion) => predict(champion, subjects, residual, policy));
  await keepPredictions(writer, predictions, now);
  await forgetPredictions(
    writer,
    supplierIds,
    subjects.map(({ supplierId }) => supplierId),
    champions.map(({ horizonDays }) => horizonDays),
  );
  const passed = await standByRisk(
    writer,
    supplierIds,
    predictions.filter(({ horizonDays }) => horizonDays === mainHorizon),
    (await scoreTriggers(writer, 'churn')).map(({ mark }) => mark / 100),
  );
  await emitEvents(
    writer,
    passed.map((move) => changeEvent(move, now)),
  );
  if (remember)
    await keepForecasts(
      writer,
      holders.flatMap((holder) => foretell(holder, subjects, now)),
    );
  return { scored: subjects.length, predictions: predictions.length };
}

function changeEvent({ supplierId, businessName, before, after }: PassedMark, now: Date): SuccessEvent {
  return {
    type: 'churn.changed',
    supplierId,
    resource: 'churn-predictions',
    resourceId: supplierId,
    summary: `Risk that ${businessName} leaves: ${inPercent(before)} to ${inPercent(after)}`,
    payload: { before, after, horizonDays: mainHorizon },
    occurredAt: now,
  };
}

function inPercent(probability: number): string {
  return `${Math.round(probability * 100)} %`;
}

function predict(
  champion: OfficeHolder,
  subjects: readonly ChurnSubject[],
  residual: ReadonlyMap<string, number>,
  policy: ChurnPolicy,
): FreshPrediction[] {
  const { classifier, horizonDays, id: modelId } = champion;
  const rows = subjects.map(({ features }) => rowOf(features));
  const probabilities = probabilitiesOf(champion, rows);
  return subjects.map(({ supplierId }, i) => {
    const row = rows[i] ?? [];
    const probability = probabilities[i] ?? 0;
    return {
      supplierId,
      horizonDays,
      modelId,
      probability,
      featuresHash: hashOf(row),
      reasons: churnReasons(classifier, row),
      expectedSavedMinor: expectedSavedMinor(probability, residual.get(supplierId) ?? null, policy),
    };
  });
}

function foretell(holder: OfficeHolder, subjects: readonly ChurnSubject[], now: Date): FreshForecast[] {
  const rows = subjects.map(({ features }) => rowOf(features));
  const probabilities = probabilitiesOf(holder, rows);
  const dueOn = calendarDate(plusMs(now, holder.horizonDays * DAY_MS));
  return subjects.map(({ supplierId }, i) => ({
    modelId: holder.id,
    saidOn: calendarDate(now),
    supplierId,
    horizonDays: holder.horizonDays,
    probability: probabilities[i] ?? 0,
    featuresHash: hashOf(rows[i] ?? []),
    dueOn,
  }));
}

/** Tells whether two predictions were made from the same values. */
function hashOf(row: ReturnType<typeof rowOf>): string {
  return createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 16);
}

/** To four digits, so that what did not change is not written. */
function probabilitiesOf(
  { classifier, calibration }: OfficeHolder,
  rows: Parameters<typeof churnScores>[1],
): Float64Array {
  return churnScores(classifier, rows).map((score) => Math.round(calibrated(calibration, score) * 10_000) / 10_000);
}

async function residualValues(reader: Reader, supplierIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows: { supplierId: string; residual: number }[] = await reader
    .sql('supplier_values')
    .whereRaw('supplier_id = any(?)', [[...supplierIds]])
    .whereNotNull('residual_minor')
    .select({ supplierId: 'supplier_id', residual: 'residual_minor' });
  return new Map(rows.map((row) => [row.supplierId, row.residual]));
}
