export { celebrateReached } from './celebrate-milestones.ts';
export { recogniseMilestonesOnFacts } from './recognise-milestones.ts';
export { watchMilestones } from './watch-milestones.ts';
