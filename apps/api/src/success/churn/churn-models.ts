import {
  findChurnHorizon,
  findChurnModel,
  findChurnPrediction,
  listChurnHorizons,
  listChurnModels,
  listChurnPredictions,
} from '@wedsync/db/success';
import {
  churnHorizonFilterSchema,
  churnHorizonRowSchema,
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

/** Thirty, sixty and ninety days: who is champion of each, and how its last training ended. */
export const churnHorizonsResource = defineResource({
  name: 'churn-horizons',
  description: 'How far ahead is foretold, by whom, and how the last training ended',
  row: churnHorizonRowSchema,
  filter: churnHorizonFilterSchema,
  list: listChurnHorizons,
  show: findChurnHorizon,
});
