export { admitCandidates } from './admit-candidates.ts';
export { advanceEnrolments } from './advance-enrolments.ts';
export { fireSchedules } from './fire-schedules.ts';
export { followEvents } from './follow-events.ts';
export { lookBeforeLeaving } from './look-before-leaving.ts';
