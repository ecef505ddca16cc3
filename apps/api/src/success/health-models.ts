import { findHealthModel, listHealthModels } from '@wedsync/db/success';
import { healthModelFilterSchema, healthModelRowSchema } from '@wedsync/domain/success';
import { defineResource } from '../platform/index.ts';

/** The versions of the model that scores health: measures, weights, curves, bands and exceptions. */
export const healthModels = defineResource({
  name: 'health-models',
  description: 'Versions of the model that scores health',
  row: healthModelRowSchema,
  filter: healthModelFilterSchema,
  list: listHealthModels,
  show: findHealthModel,
});
