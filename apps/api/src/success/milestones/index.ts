import { lateMilestones, milestoneCohorts, milestones } from './milestones.ts';

export { milestoneRoutes } from './supplier-milestones.ts';

export const milestoneResources = [milestones, milestoneCohorts, lateMilestones];
