import {
  createHealthModel,
  deleteHealthModel,
  findHealthModel,
  findHealthSimulation,
  listHealthModels,
  listHealthSimulations,
  publishedHealthModel,
  refuseUnfitSegments,
  updateHealthModel,
} from '@wedsync/db/success';
import type { Reader } from '@wedsync/db/platform';
import { NotFound } from '@wedsync/domain/platform';
import {
  createHealthModelSchema,
  healthModelFilterSchema,
  healthModelRowSchema,
  healthSimulationFilterSchema,
  healthSimulationRowSchema,
  ModelIsKept,
  updateHealthModelSchema,
  type HealthModelRow,
} from '@wedsync/domain/success';
import { defineResource } from '../../platform/index.ts';

/** The models that score health: measures, weights, curves, bands and exceptions. Only drafts change. */
export const healthModels = defineResource({
  name: 'health-models',
  description: 'Models that score health: what scores now, what scored before, and drafts',
  row: healthModelRowSchema,
  filter: healthModelFilterSchema,
  list: listHealthModels,
  show: findHealthModel,
  create: {
    input: createHealthModelSchema,
    run: async (writer, { title, note = null, basedOn }, { uuids }) => {
      const source = basedOn === undefined ? await publishedHealthModel(writer) : await healthModelOf(writer, basedOn);
      const draft = { title, note, basedOn: source.number, config: source.config };
      return healthModelOf(writer, await createHealthModel(writer, draft, uuids));
    },
  },
  update: {
    input: updateHealthModelSchema,
    run: async (writer, id, change) => {
      refuseKept(await healthModelOf(writer, id));
      if (change.config !== undefined) await refuseUnfitSegments(writer, change.config);
      await updateHealthModel(writer, id, change);
    },
  },
  remove: {
    run: async (writer, id) => {
      refuseKept(await healthModelOf(writer, id));
      await deleteHealthModel(writer, id);
    },
  },
});

/** What a model would have changed for everybody, and how it would have done in the past. */
export const healthSimulations = defineResource({
  name: 'health-simulations',
  description: 'Models tried on everybody as they are now, and on the past',
  row: healthSimulationRowSchema,
  filter: healthSimulationFilterSchema,
  list: listHealthSimulations,
  show: findHealthSimulation,
});

/** @throws NotFound */
export async function healthModelOf(reader: Reader, id: string): Promise<HealthModelRow> {
  const model = await findHealthModel(reader, id);
  if (model === undefined) throw NotFound({ what: 'health model', id });
  return model;
}

function refuseKept({ state }: HealthModelRow): void {
  if (state !== 'draft') throw ModelIsKept(undefined);
}
