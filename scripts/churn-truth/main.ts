import { connectDatabase, createStore } from '@wedsync/db/platform';
import { listChurnModels } from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import { z } from 'zod';
import { compareWithTruth, hazardsSchema } from './compare-with-truth.ts';

/**
 * How near the newest churn models come to what can be known at all. The sandbox states the true hazard of every supplier-month. Only for a sandbox world:
 * the product never reads the truth.
 */
const { DATABASE_URL: url = '', SANDBOX_URL: sandbox = 'http://127.0.0.1:4010' } = process.env;
const truth: unknown = await (await fetch(`${sandbox}/truth`)).json();
const { hazards } = z.object({ hazards: hazardsSchema }).parse(truth);
const store = createStore(connectDatabase({ url, applicationName: 'wedsync-churn-truth', poolMax: 2 }));
const actor = systemActor('churn-truth', 'churn_truth');

const models = await store.read(actor, (reader) =>
  listChurnModels(reader, { filter: {}, sort: { field: 'number', order: 'DESC' }, offset: 0, limit: 6 }),
);
for (const { id } of models.rows)
  console.log(await store.read(actor, (reader) => compareWithTruth(reader, id, hazards)));
await store.close();
