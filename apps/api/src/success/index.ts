import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { bookDoors, bookRoutes, startPlaybookAction } from './book/index.ts';
import { churnActions, churnResources } from './churn/index.ts';
import { dashboardRoutes } from './dashboard.ts';
import { clearOverride, overrideHealth, recomputeNow } from './health-actions.ts';
import { publishModel, simulateHealthModel } from './health-model-actions.ts';
import { healthModels, healthSimulations } from './health-models.ts';
import { healthExplanation, healthScores } from './health-scores.ts';
import { milestoneResources, milestoneRoutes } from './milestones/index.ts';
import { playbookActions, playbookDoors, playbookResources, playbookRoutes } from './playbooks/index.ts';

export const success: ApiCapability = {
  name: 'success',
  resources: [
    healthScores,
    healthModels,
    healthSimulations,
    ...churnResources,
    ...milestoneResources,
    ...playbookResources,
  ],
  actions: [
    overrideHealth,
    clearOverride,
    recomputeNow,
    simulateHealthModel,
    publishModel,
    startPlaybookAction,
    ...churnActions,
    ...playbookActions,
  ],
  routes: (services) =>
    Router().use(
      dashboardRoutes(services),
      bookRoutes(services),
      healthExplanation(services),
      milestoneRoutes(services),
      playbookRoutes(services),
    ),
  doors: [...bookDoors, ...playbookDoors],
};
