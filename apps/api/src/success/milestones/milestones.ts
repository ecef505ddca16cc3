import {
  createMilestone,
  findLateMilestone,
  findMilestone,
  findMilestoneCohort,
  listLateMilestones,
  listMilestoneCohorts,
  listMilestones,
  updateMilestone,
} from '@wedsync/db/success';
import { NotFound } from '@wedsync/domain/platform';
import {
  createMilestoneSchema,
  lateMilestoneFilterSchema,
  lateMilestoneSchema,
  milestoneCohortFilterSchema,
  milestoneCohortSchema,
  milestoneFilterSchema,
  milestoneSchema,
  updateMilestoneSchema,
} from '@wedsync/domain/success';
import { defineResource } from '../../platform/index.ts';

/** The steps suppliers should take, by when, and what is said when they do. A milestone that is no longer meant is retired, never deleted. */
export const milestones = defineResource({
  name: 'milestones',
  description: 'Steps suppliers should take, by type of vendor, with target day and celebration',
  row: milestoneSchema,
  filter: milestoneFilterSchema,
  list: listMilestones,
  show: findMilestone,
  create: {
    input: createMilestoneSchema,
    run: async (writer, milestone, { uuids }) => {
      const id = await createMilestone(writer, milestone, uuids);
      const made = await findMilestone(writer, id);
      if (made === undefined) throw NotFound({ what: 'milestone', id });
      return made;
    },
  },
  update: { input: updateMilestoneSchema, run: updateMilestone },
});

export const milestoneCohorts = defineResource({
  name: 'milestone-cohorts',
  description: 'How suppliers of a type that signed up in the same half-year came to each milestone',
  row: milestoneCohortSchema,
  filter: milestoneCohortFilterSchema,
  list: listMilestoneCohorts,
  show: findMilestoneCohort,
});

export const lateMilestones = defineResource({
  name: 'late-milestones',
  description: 'Suppliers past the target of a milestone, or past the day three quarters of their cohort were there',
  row: lateMilestoneSchema,
  filter: lateMilestoneFilterSchema,
  list: listLateMilestones,
  show: findLateMilestone,
});
