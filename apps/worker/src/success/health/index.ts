export { applyHealthModel } from './apply-health-model.ts';
export { backfillHistory } from './backfill-history.ts';
export { expireOverrides } from './expire-overrides.ts';
export { scoreOnSegments } from './follow-segments.ts';
export { recomputeHealthOnFacts } from './recompute-health.ts';
export { simulateHealth } from './simulate-health.ts';
export { sweepHealth } from './sweep-health.ts';
