import {
  fillOutcomes,
  gatherChurnFeatures,
  keepDrift,
  keepQuality,
  officeHolders,
  qualityOf,
  sampleForetold,
  type OfficeHolder,
} from '@wedsync/db/success';
import { emitEvents, recordReadings } from '@wedsync/db/platform';
import { calendarDate } from '@wedsync/domain/platform';
import { calibrated } from '@wedsync/domain/platform/statistics';
import {
  churnScores,
  driftSince,
  driftStates,
  monitoredDrift,
  monitoredQuality,
  rowOf,
  type Drift,
  type DriftState,
  type MonitoredFigure,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineJob, type JobContext } from '../../platform/index.ts';

const outcomesAtOnce = 5_000;
/** Enough to see a share move by a few percent. */
const driftSample = 5_000;

/** Says of past forecasts whether they came true, judges every model in office by them, and looks whether suppliers still are as at training. */
export const watchChurn = defineJob({
  name: 'churn.watch',
  description: 'Fills outcomes of forecasts, judges the models in office and measures drift',
  input: z.strictObject({}),
  schedule: { cron: '30 4 * * *' },
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context) => {
    const { store, actor, clock } = context;
    const today = calendarDate(clock.now());
    const filled = await fillAll(context, today);
    const holders = await store.read(actor, officeHolders);
    for (const holder of holders) {
      await judge(context, holder, today);
      await measureDrift(context, holder, today);
    }
    return { filled, models: holders.length };
  },
});

async function fillAll({ store, actor, signal }: JobContext, today: string): Promise<number> {
  let filled = 0;
  while (!signal.aborted) {
    const done = await store.transact(actor, (writer) => fillOutcomes(writer, today, outcomesAtOnce));
    filled += done;
    if (done < outcomesAtOnce) break;
  }
  return filled;
}

async function judge(
  { store, actor, clock }: JobContext,
  { id, state: office, horizonDays }: OfficeHolder,
  today: string,
): Promise<void> {
  await store.transact(actor, async (writer) => {
    const quality = await qualityOf(writer, id, today);
    if (quality === null) return;
    await keepQuality(writer, id, today, quality);
    if (office === 'champion')
      await recordReadings(
        writer,
        readingsOf(monitoredQuality(quality.figures, quality.averagePrecision), horizonDays, clock.now()),
      );
    if (office === 'champion' && quality.state === 'critical')
      await emitEvents(writer, [
        {
          type: 'churn_model.critical',
          supplierId: null,
          resource: 'churn-models',
          resourceId: id,
          summary: `The churn model in office is critical: ${quality.why}`,
          occurredAt: clock.now(),
        },
      ]);
  });
}

async function measureDrift({ store, actor, clock }: JobContext, holder: OfficeHolder, today: string): Promise<void> {
  const now = clock.now();
  const subjects = await store.read(actor, async (reader) =>
    gatherChurnFeatures(reader, await sampleForetold(reader, driftSample), now, now),
  );
  if (subjects.length === 0) return;
  const rows = subjects.map(({ features }) => rowOf(features));
  const probabilities = churnScores(holder.classifier, rows).map((score) => calibrated(holder.calibration, score));
  const features = driftSince(holder.frozenBins, rows, probabilities);
  await store.transact(actor, async (writer) => {
    await keepDrift(writer, holder.id, today, { features, state: worstOf(features) });
    if (holder.state === 'champion')
      await recordReadings(writer, readingsOf([monitoredDrift(features, rows.length)], holder.horizonDays, now));
  });
}

/** Of the model in office for a horizon; a shadow is nobody's worry. */
function readingsOf(figures: readonly MonitoredFigure[], horizonDays: number, takenAt: Date) {
  return figures.map((figure) => ({ ...figure, subject: String(horizonDays), takenAt }));
}

function worstOf(features: readonly Drift[]): DriftState {
  return driftStates[Math.max(...features.map(({ state }) => driftStates.indexOf(state)))] ?? 'ok';
}
