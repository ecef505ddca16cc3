import { findChurnModel, findChurnPrediction, listChurnModels, listChurnPredictions } from '@wedsync/db/success';
import {
  churnModelFilterSchema,
  churnModelRowSchema,
  churnPredictionFilterSchema,
  churnPredictionRowSchema,
} from '@wedsync/domain/success';
import { defineResource } from '../../platform/index.ts';

/** The registry: every model ever trained, with its report, its office, and how it does. */
export const churnModels = defineResource({
  name: 'churn-models',
  description: 'Models that foretell who leaves, with their reports and the office they hold',
  row: churnModelRowSchema,
  filter: churnModelFilterSchema,
  list: listChurnModels,
  show: findChurnModel,
});

/** What the champions foretell of each supplier; the id is the supplier's with the horizon. */
export const churnPredictions = defineResource({
  name: 'churn-predictions',
  description: 'How likely each supplier leaves within a horizon, with what that is associated with',
  row: churnPredictionRowSchema,
  filter: churnPredictionFilterSchema,
  list: listChurnPredictions,
  show: findChurnPrediction,
});
