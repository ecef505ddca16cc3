import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { churnActions, churnResources } from './churn/index.ts';
import { dashboardRoutes } from './dashboard.ts';
import { clearOverride, overrideHealth, recomputeNow } from './health-actions.ts';
import { healthModels } from './health-models.ts';
import { healthExplanation, healthScores } from './health-scores.ts';
import { playbookActions, playbookDoors, playbookResources, playbookRoutes } from './playbooks/index.ts';

export const success: ApiCapability = {
  name: 'success',
  resources: [healthScores, healthModels, ...churnResources, ...playbookResources],
  actions: [overrideHealth, clearOverride, recomputeNow, ...churnActions, ...playbookActions],
  routes: (services) => Router().use(dashboardRoutes(services), healthExplanation(services), playbookRoutes(services)),
  doors: playbookDoors,
};
