import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { bookDoors, bookRoutes, startPlaybookAction } from './book/index.ts';
import { churnActions, churnResources } from './churn/index.ts';
import { dashboardRoutes } from './dashboard.ts';
import { clearOverride, overrideHealth, recomputeNow } from './health-actions.ts';
import { publishModel, simulateHealthModel } from './health-model-actions.ts';
import { healthModels, healthSimulations } from './health-models.ts';
import { healthExplanation, healthScores } from './health-scores.ts';
import {
  interventionActions,
  interventionDoors,
  interventionResources,
  interventionRoutes,
} from './interventions/index.ts';
import { milestoneResources, milestoneRoutes } from './milestones/index.ts';
import { playbookActions, playbookDoors, playbookResources, playbookRoutes } from './playbooks/index.ts';
import { referralActions, referralDoors, referralResources, referralRoutes } from './referrals/index.ts';
import { roiDoors, roiRoutes } from './roi/index.ts';

export const success: ApiCapability = {
  name: 'success',
  resources: [
    healthScores,
    healthModels,
    healthSimulations,
    ...churnResources,
    ...milestoneResources,
    ...playbookResources,
    ...interventionResources,
    ...referralResources,
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
    ...interventionActions,
    ...referralActions,
  ],
  routes: (services) =>
    Router().use(
      dashboardRoutes(services),
      bookRoutes(services),
      healthExplanation(services),
      milestoneRoutes(services),
      playbookRoutes(services),
      interventionRoutes(services),
      referralRoutes(services),
      roiRoutes(services),
    ),
  doors: [...bookDoors, ...playbookDoors, ...interventionDoors, ...referralDoors, ...roiDoors],
};
