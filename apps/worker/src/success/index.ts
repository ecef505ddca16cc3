import { lookAtReminders } from '../billing/index.ts';
import { deliverMessages } from '../delivery/index.ts';
import type { WorkerCapability } from '../platform/index.ts';
import { applyHealthModel } from './apply-health-model.ts';
import { backfillHistory } from './backfill-history.ts';
import { foretellOnFacts, sweepChurn, trainChurn, trainFirstChurn, watchChurn } from './churn/index.ts';
import { expireOverrides } from './expire-overrides.ts';
import { scoreOnSegments } from './follow-segments.ts';
import { measureInterventions } from './interventions/index.ts';
import { celebrateReached, recogniseMilestonesOnFacts, watchMilestones } from './milestones/index.ts';
import {
  admitCandidates,
  advanceEnrolments,
  fireSchedules,
  followEvents,
  lookBeforeLeaving,
} from './playbooks/index.ts';
import { recomputeHealthOnFacts } from './recompute-health.ts';
import { recordDashboard } from './record-dashboard.ts';
import { scoreReferralsOnFacts, watchReferrals } from './referrals/index.ts';
import { simulateHealth } from './simulate-health.ts';
import { sweepHealth } from './sweep-health.ts';

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
