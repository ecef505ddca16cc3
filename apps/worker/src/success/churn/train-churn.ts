import {
  askForTraining,
  championAuc,
  churnPolicy,
  churnTrainingJob,
  horizonsWithoutModel,
  isTrainedElsewhere,
  keepChurnModel,
} from '@wedsync/db/success';
import { emitEvents, type Writer } from '@wedsync/db/platform';
import { createId, MINUTE_MS } from '@wedsync/domain/platform';
import {
  churnBoosting,
  churnFeatureVersion,
  churnHorizons,
  mainHorizon,
  type TrainedChurnModel,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineJob, type JobContext } from '../../platform/index.ts';
import { drawSnapshot, type DrawnSnapshot } from './draw-snapshot.ts';
import { codeHash, runTraining } from './run-training.ts';

const input = z.strictObject({
  horizonDays: z.literal(churnHorizons).default(mainHorizon),
  seed: z.int().min(0).max(1_000_000).default(1),
  author: z.object({ id: z.string(), name: z.string() }).default({ id: 'system', name: 'The house' }),
});
type TrainingRequest = z.output<typeof input>;

/** Draws a snapshot, trains in a thread of its own and puts the model on record as a draft; it never goes live by itself. */
export const trainChurn = defineJob({
  name: churnTrainingJob,
  description: 'Draws a snapshot of the past and trains a churn model on it',
  input,
  maxAttempts: 2,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context, request) => {
    const { store, actor, signal, runId } = context;
    const { horizonDays, seed } = request;
    if (await store.transact(actor, (writer) => isTrainedElsewhere(writer, runId, horizonDays)))
      return { trained: false, why: 'Another training for this horizon is under way.' };
    const snapshot = await drawSnapshot(context, horizonDays);
    const policy = await store.read(actor, churnPolicy);
    const incumbent = await store.read(actor, (reader) => championAuc(reader, horizonDays));
    const { blocks } = snapshot;
    const trained = await runTraining(
      { horizonDays, seed, blocks, policy, championAuc: incumbent },
      signal,
      (done, note) => {
        // A lost lock is noticed at the end, where the fence refuses the model.
        void context.progress(Math.round(50 + 50 * done), 100, note).catch(() => undefined);
      },
    );
    if ('notEnough' in trained) return { trained: false, why: trained.notEnough };
    const id = await store.transact(actor, (writer) => keep(writer, context, request, snapshot, trained));
    return { trained: true, modelId: id, algorithm: trained.algorithm, verdict: trained.report.verdict };
  },
});

async function keep(
  writer: Writer,
  { clock, uuids }: JobContext,
  { horizonDays, seed, author }: TrainingRequest,
  drawn: DrawnSnapshot,
  trained: TrainedChurnModel,
): Promise<string> {
  const id = createId('churnModel', uuids.next());
  const now = clock.now();
  await keepChurnModel(writer, {
    id,
    trained,
    seed,
    author,
    codeHash: codeHash(),
    runtime: { 'Node.js': process.versions.node, V8: process.versions.v8 },
    parameters: { ...parametersOf(trained), ...shareOf(drawn) },
    trainedAt: now,
    snapshot: {
      id: createId('churnSnapshot', uuids.next()),
      horizonDays,
      asOfDays: drawn.blocks.map(({ asOf }) => asOf),
      knownThrough: drawn.knownThrough,
      featureVersion: churnFeatureVersion,
      rows: drawn.rows,
      losses: drawn.losses,
      sha256: drawn.sha256,
      drawnAt: now,
    },
  });
  await emitEvents(writer, [
    {
      type: 'churn_model.trained',
      supplierId: null,
      resource: 'churn-models',
      resourceId: id,
      summary: `A churn model for ${horizonDays} days was trained: ${trained.report.verdict}`,
      occurredAt: now,
    },
  ]);
  return id;
}

/** Said only where some of the suppliers stood for all, or playbooks were treating some of them or reached them later. */
function shareOf({ suppliers: { drawn, all }, treatedLeftOut, reachedLater }: DrawnSnapshot): Record<string, number> {
  return {
    ...(drawn < all ? { suppliersDrawn: drawn, suppliersInAll: all } : {}),
    ...(treatedLeftOut > 0 ? { treatedLeftOut } : {}),
    ...(reachedLater > 0 ? { reachedLater } : {}),
  };
}

function parametersOf({ classifier }: TrainedChurnModel): Record<string, string | number | null> {
  if (classifier.kind === 'logistic') return { l2: classifier.l2 };
  const { leaves, leafRows, learningRate, l2, rowShare } = churnBoosting;
  return { trees: classifier.trees.length, leaves, leafRows, learningRate, l2, rowShare };
}

/** Trains a first draft for each horizon once there is a past to learn from, so that people find something to judge. */
export const trainFirstChurn = defineJob({
  name: 'churn.train-first',
  description: 'Asks for a first churn model once enough suppliers have left',
  input: z.strictObject({}),
  schedule: { everyMs: 5 * MINUTE_MS },
  maxAttempts: 3,
  lockMs: 60_000,
  run: ({ store, actor, clock }) =>
    store.transact(actor, async (writer) => {
      const lacking = await horizonsWithoutModel(writer, churnHorizons);
      for (const horizonDays of lacking)
        // Asked again the next day while there is still too little to learn from.
        await askForTraining(
          writer,
          { horizonDays },
          `churn.train-first:${horizonDays}:${clock.now().toISOString().slice(0, 10)}`,
        );
      return { asked: lacking.length };
    }),
});
