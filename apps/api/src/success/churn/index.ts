import { churnHorizonsResource, churnModels, churnPredictions } from './churn-models.ts';
import { churnPolicies, reviseChurnPolicy } from './policy.ts';
import { dismissChurnPrediction } from './dismiss-prediction.ts';
import {
  promoteChurnModel,
  retireChurnModel,
  rollBackChurnModel,
  shadowChurnModel,
  trainChurnModel,
} from './model-actions.ts';

export const churnResources = [churnPolicies, churnHorizonsResource, churnModels, churnPredictions];
export const churnActions = [
  trainChurnModel,
  shadowChurnModel,
  promoteChurnModel,
  retireChurnModel,
  rollBackChurnModel,
  dismissChurnPrediction,
  reviseChurnPolicy,
];
