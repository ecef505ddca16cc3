import { churnHorizonsResource, churnModels, churnPredictions } from './churn-models.ts';
import { dismissChurnPrediction } from './dismiss-prediction.ts';
import {
  promoteChurnModel,
  retireChurnModel,
  rollBackChurnModel,
  shadowChurnModel,
  trainChurnModel,
} from './model-actions.ts';

export const churnResources = [churnHorizonsResource, churnModels, churnPredictions];
export const churnActions = [
  trainChurnModel,
  shadowChurnModel,
  promoteChurnModel,
  retireChurnModel,
  rollBackChurnModel,
  dismissChurnPrediction,
];
