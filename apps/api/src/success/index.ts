import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { churnActions, churnResources } from './churn/index.ts';
import { dashboardRoutes } from './dashboard.ts';
import { clearOverride, overrideHealth, recomputeNow } from './health-actions.ts';
import { healthModels } from './health-models.ts';
import { healthExplanation, healthScores } from './health-scores.ts';

export const success: ApiCapability = {
  name: 'success',
  resources: [healthScores, healthModels, ...churnResources],
  actions: [overrideHealth, clearOverride, recomputeNow, ...churnActions],
  routes: (services) => Router().use(dashboardRoutes(services), healthExplanation(services)),
};
