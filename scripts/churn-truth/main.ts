import { connectDatabase, createStore } from '@wedsync/db/platform';
import {
  churnAfter,
  endOfDay,
  findChurnModel,
  gatherChurnFeatures,
  listChurnModels,
  modelsById,
} from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import { areaUnderRoc, bootstrapInterval } from '@wedsync/domain/platform/statistics';
import { churnScores, rowOf } from '@wedsync/domain/success';
import { z } from 'zod';

/**
 * How near the newest churn models come to what can be known at all. The sandbox states the true hazard of every supplier-month; ranking by it is the best
 * anybody could do. Only for a sandbox world: the product never reads the truth.
 */
const { DATABASE_URL: url = '', SANDBOX_URL: sandbox = 'http://127.0.0.1:4010' } = process.env;
const truthSchema = z.object({
  hazards: z.array(z.object({ supplier: z.string(), month: z.string(), hazard: z.number() })),
});

const truth = truthSchema.parse(await (await fetch(`${sandbox}/truth`)).json());
const hazards = new Map(truth.hazards.map(({ supplier, month, hazard }) => [`${supplier} ${month}`, hazard]));
const store = createStore(connectDatabase({ url, applicationName: 'wedsync-churn-truth', poolMax: 2 }));
const actor = systemActor('churn-truth', 'churn_truth');

const models = await store.read(actor, (reader) =>
  listChurnModels(reader, { filter: {}, sort: { field: 'number', order: 'DESC' }, offset: 0, limit: 6 }),
);
for (const { id } of models.rows) console.log(await compared(id));
await store.close();

async function compared(id: string): Promise<string> {
  return store.read(actor, async (reader) => {
    const model = await findChurnModel(reader, id);
    const [parsed] = await modelsById(reader, [id]);
    if (model === undefined || parsed === undefined) return `${id} is gone.`;
    const suppliers: { id: string; external_id: string }[] = await reader.sql('suppliers').select('id', 'external_id');
    const externalIds = new Map(suppliers.map((row) => [row.id, row.external_id]));
    const rows: { supplierId: string; label: number; score: number; best: number }[] = [];
    for (const asOf of model.report.split.test) {
      const moment = endOfDay(asOf);
      const ids = suppliers.map((row) => row.id);
      const subjects = await gatherChurnFeatures(reader, ids, moment, new Date());
      const left = await churnAfter(reader, ids, moment, model.horizonDays);
      const scores = churnScores(
        parsed.classifier,
        subjects.map(({ features }) => rowOf(features)),
      );
      const next = new Date(moment.getTime() + 2_000).toISOString().slice(0, 7);
      for (const [i, { supplierId }] of subjects.entries()) {
        const best = hazards.get(`${externalIds.get(supplierId) ?? ''} ${next}`);
        if (best !== undefined)
          rows.push({ supplierId, label: left.has(supplierId) ? 1 : 0, score: scores[i] ?? 0, best });
      }
    }
    const auc = (of: (row: (typeof rows)[number]) => number) => {
      const groups = rows.map(({ supplierId }) => supplierId);
      const figure = (drawn: readonly number[]) =>
        areaUnderRoc(
          drawn.map((i) => rows[i]?.label ?? 0),
          drawn.map((i) => (rows[i] === undefined ? 0 : of(rows[i]))),
        );
      const interval = bootstrapInterval(groups, figure, { rounds: 200, seed: 1 });
      return `${figure(rows.map((_, i) => i))?.toFixed(3) ?? '–'} (${interval?.lower.toFixed(3) ?? '–'} to ${interval?.upper.toFixed(3) ?? '–'})`;
    };
    const losses = rows.reduce((sum, { label }) => sum + label, 0);
    return `${model.name}, ${model.horizonDays} days, ${rows.length} rows with ${losses} losses: AUC ${auc(({ score }) => score)}, best possible ${auc(({ best }) => best)}`;
  });
}
