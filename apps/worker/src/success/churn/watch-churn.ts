import {
  fillOutcomes,
  gatherChurnFeatures,
  keepDrift,
  keepQuality,
  officeHolders,
  qualityOf,
  sampleForetold,
  treatedAt,
  type OfficeHolder,
} from '@wedsync/db/success';
import { emitEvents, recordReadings, type Reader } from '@wedsync/db/platform';
import { calendarDate } from '@wedsync/domain/platform';
import { calibrated } from '@wedsync/domain/platform/statistics';
import {
  churnFeatureVersion,
  churnScores,
  driftSince,
  driftStates,
  labelDrift,
  monitoredDrift,
  monitoredQuality,
  rowOf,
  type DriftState,
  type MonitoredFigure,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineJob, type JobContext } from '../../platform/index.ts';
import { drawNewest } from './draw-snapshot.ts';

const outcomesAtOnce = 5_000;
/** Enough to see a share move by a few percent; of those foretold now, and of all that ever paid. */
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
      if (holder.featureVersion === churnFeatureVersion) await measureDrift(context, holder, today);
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

async function measureDrift(context: JobContext, holder: OfficeHolder, today: string): Promise<void> {
  const { store, actor, clock } = context;
  const now = clock.now();
  const subjects = await store.read(actor, (reader) => untreated(reader, now));
  if (subjects.length === 0) return;
  const rows = subjects.map(({ features }) => rowOf(features));
  const probabilities = churnScores(holder.classifier, rows).map((score) => calibrated(holder.calibration, score));
  const features = driftSince(holder.frozenBins, { day: today, rows, probabilities });
  const newest = await drawNewest(context, holder.horizonDays, driftSample);
  const label = newest === null ? null : labelDrift(holder.frozenBins, newest);
  const state = worstOf([...features, ...(label === null ? [] : [label])]);
  await store.transact(actor, async (writer) => {
    await keepDrift(writer, holder.id, today, { features, label, state });
    if (holder.state === 'champion')
      await recordReadings(writer, readingsOf([monitoredDrift(features, rows.length)], holder.horizonDays, now));
  });
}

/** A sample of those who are foretold and no playbook is treating: as at training. */
async function untreated(reader: Reader, now: Date) {
  const ids = await sampleForetold(reader, driftSample);
  const treated = await treatedAt(reader, ids, now);
  return gatherChurnFeatures(
    reader,
    ids.filter((id) => !treated.has(id)),
    now,
    now,
  );
}

/** Of the model in office for a horizon; a shadow is nobody's worry. */
function readingsOf(figures: readonly MonitoredFigure[], horizonDays: number, takenAt: Date) {
  return figures.map((figure) => ({ ...figure, subject: String(horizonDays), takenAt }));
}

function worstOf(drifts: readonly { readonly state: DriftState }[]): DriftState {
  return driftStates[Math.max(...drifts.map(({ state }) => driftStates.indexOf(state)))] ?? 'ok';
}
