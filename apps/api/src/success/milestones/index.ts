import { lateMilestones, milestoneCohorts, milestones } from './milestones.ts';

export { supplierMilestonesDoor } from './supplier-milestones.ts';

export const milestoneResources = [milestones, milestoneCohorts, lateMilestones];
