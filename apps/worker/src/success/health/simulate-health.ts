import {
  churnAfter,
  endOfDay,
  gatherHealthFacts,
  isLeftOut,
  keepSimulation,
  loadHealthModels,
  payersAt,
  scoreUnder,
  simulationInput,
  countSuppliers,
  type HealthSubject,
} from '@wedsync/db/success';
import { emitEvents } from '@wedsync/db/platform';
import { NotFound } from '@wedsync/domain/platform';
import {
  backtestDays,
  backtestHealth,
  backtestHorizonDays,
  segmentIdsOf,
  summarizeSimulation,
  type BacktestObservation,
  type HealthModel,
  type SimulatedSupplier,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineJob, type JobContext } from '../../platform/index.ts';
import { everySupplier } from '../every-supplier.ts';

const chunk = 2_000;
/** Suppliers of a past day that are looked at: more tell little more and take long. */
const mostPayers = 1_200;

type Pair = { readonly published: HealthModel; readonly draft: HealthModel };

const segmentsOf = ({ published, draft }: Pair) => [...segmentIdsOf(published.config), ...segmentIdsOf(draft.config)];

/** Tries a model on everybody as they are now, and on the last twelve months; the draft changes nothing for anybody. */
export const simulateHealth = defineJob({
  name: 'health.simulate',
  description: 'Tries a health model on everybody and on the past',
  input: z.strictObject({ simulationId: z.string() }),
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context, { simulationId }) => {
    const { store, actor, clock } = context;
    const models = await store.read(actor, async (reader): Promise<Pair & { readonly modelId: string }> => {
      const input = await simulationInput(reader, simulationId);
      const published = (await loadHealthModels(reader)).byVersion.get(input?.against ?? -1);
      if (input === undefined || published === undefined) throw NotFound({ what: 'simulation', id: simulationId });
      return { modelId: input.modelId, published, draft: { version: 0, config: input.config } };
    });
    const days = backtestDays(clock.now());
    const population = summarizeSimulation(await tryOnEverybody(context, models, days.length));
    const backtest = backtestHealth(days, await tryOnPast(context, models, days));
    await store.transact(actor, async (writer) => {
      await keepSimulation(writer, simulationId, { population, backtest }, clock.now());
      await emitEvents(writer, [
        {
          type: 'health_model.simulated',
          supplierId: null,
          resource: 'health-models',
          resourceId: models.modelId,
          summary: `A health model was simulated: ${population.bandChanged} of ${population.suppliers} suppliers change band`,
          occurredAt: clock.now(),
        },
      ]);
    });
    return { suppliers: population.suppliers, bandChanged: population.bandChanged };
  },
});

/** Half of the work; who is left out by both models is in neither picture. */
async function tryOnEverybody(context: JobContext, models: Pair, steps: number): Promise<SimulatedSupplier[]> {
  const { store, actor, clock, signal, progress } = context;
  const now = clock.now();
  const total = await store.read(actor, countSuppliers);
  const segments = segmentsOf(models);
  const tried: SimulatedSupplier[] = [];
  let seen = 0;
  for await (const ids of everySupplier(context, chunk)) {
    signal.throwIfAborted();
    const subjects = await store.read(actor, (reader) => gatherHealthFacts(reader, ids, now, segments));
    const scored = subjects.filter((one) => !isLeftOut(one, models.published) || !isLeftOut(one, models.draft));
    for (const subject of scored) {
      const { supplierId, businessName, mrrMinor } = subject;
      const { published: before, draft: after } = scoredByBoth(subject, models, now);
      tried.push({ supplierId, businessName, mrrMinor, before, after });
    }
    seen += ids.length;
    await progress(Math.floor((steps * seen) / Math.max(1, total)), steps * 2, `Scored ${seen} suppliers both ways`);
  }
  return tried;
}

async function tryOnPast(context: JobContext, models: Pair, days: readonly string[]): Promise<BacktestObservation[]> {
  const { store, actor, signal, progress } = context;
  const segments = segmentsOf(models);
  const observations: BacktestObservation[] = [];
  for (const [index, day] of days.entries()) {
    signal.throwIfAborted();
    const asOf = endOfDay(day);
    const [subjects, left] = await store.read(actor, async (reader) => {
      const ids = await payersAt(reader, asOf, mostPayers);
      return [
        await gatherHealthFacts(reader, ids, asOf, segments),
        await churnAfter(reader, ids, asOf, backtestHorizonDays),
      ] as const;
    });
    for (const subject of subjects) {
      const { supplierId } = subject;
      observations.push({ supplierId, left: left.has(supplierId), ...scoredByBoth(subject, models, asOf) });
    }
    await progress(days.length + index + 1, days.length * 2, `Tried on ${day}`);
  }
  return observations;
}

function scoredByBoth(subject: HealthSubject, { published, draft }: Pair, at: Date) {
  const under = (model: HealthModel) => {
    const { score, band } = scoreUnder(subject, model, at);
    return { score, band };
  };
  return { published: under(published), draft: under(draft) };
}
