import { lookAtReminders } from '../billing/index.ts';
import { deliverMessages } from '../delivery/index.ts';
import type { WorkerCapability } from '../platform/index.ts';
import { foretellOnFacts, sweepChurn, trainChurn, trainFirstChurn, watchChurn } from './churn/index.ts';
import {
  applyHealthModel,
  backfillHistory,
  expireOverrides,
  recomputeHealthOnFacts,
  scoreOnSegments,
  simulateHealth,
  sweepHealth,
} from './health/index.ts';
import { measureInterventions } from './interventions/index.ts';
import { celebrateReached, recogniseMilestonesOnFacts, watchMilestones } from './milestones/index.ts';
import {
  admitCandidates,
  advanceEnrolments,
  fireSchedules,
  followEvents,
  lookBeforeLeaving,
} from './playbooks/index.ts';
import { recordDashboard } from './record-dashboard.ts';
import { scoreReferralsOnFacts, watchReferrals } from './referrals/index.ts';

export const success: WorkerCapability = {
  name: 'success',
  jobs: [
    sweepHealth,
    applyHealthModel,
    simulateHealth,
    backfillHistory,
    expireOverrides,
    recordDashboard,
    fireSchedules,
    trainChurn,
    trainFirstChurn,
    sweepChurn,
    watchChurn,
    watchMilestones,
    watchReferrals,
    measureInterventions,
  ],
  consumers: [scoreReferralsOnFacts, scoreOnSegments, celebrateReached, followEvents],
  drains: [
    ...deliverMessages([lookAtReminders, lookBeforeLeaving]),
    recomputeHealthOnFacts,
    foretellOnFacts,
    admitCandidates,
    advanceEnrolments,
    recogniseMilestonesOnFacts,
  ],
};
