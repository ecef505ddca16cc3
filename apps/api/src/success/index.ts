import type { ApiCapability } from '../platform/index.ts';
import { bookDoors, startPlaybookAction } from './book/index.ts';
import { churnActions, churnResources } from './churn/index.ts';
import { dashboardDoors } from './dashboard.ts';
import { clearOverride, overrideHealth, recomputeNow } from './health/actions.ts';
import { publishModel, simulateHealthModel } from './health/model-actions.ts';
import { healthModels, healthSimulations } from './health/models.ts';
import { healthExplanationDoor, healthScores } from './health/scores.ts';
import { interventionActions, interventionFunnelDoor, interventionResources } from './interventions/index.ts';
import { milestoneResources, supplierMilestonesDoor } from './milestones/index.ts';
import { playbookActions, playbookDoors, playbookResources } from './playbooks/index.ts';
import { referralActions, referralFiguresDoor, referralResources } from './referrals/index.ts';
import { roiDoor } from './roi/index.ts';

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
  doors: [
    ...dashboardDoors,
    ...bookDoors,
    healthExplanationDoor,
    supplierMilestonesDoor,
    ...playbookDoors,
    interventionFunnelDoor,
    referralFiguresDoor,
    roiDoor,
  ],
};
