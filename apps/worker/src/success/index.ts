import type { WorkerCapability } from '../platform/index.ts';
import { backfillHistory } from './backfill-history.ts';
import { expireOverrides } from './expire-overrides.ts';
import { recomputeHealthOnFacts } from './recompute-health.ts';
import { recordDashboard } from './record-dashboard.ts';
import { sweepHealth } from './sweep-health.ts';

export const success: WorkerCapability = {
  name: 'success',
  jobs: [sweepHealth, backfillHistory, expireOverrides, recordDashboard],
  consumers: [],
  drains: [recomputeHealthOnFacts],
};
