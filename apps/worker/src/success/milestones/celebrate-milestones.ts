import { celebrateMilestones } from '@wedsync/db/success';
import type { Consumer } from '../../platform/index.ts';

/** Congratulates in the app on what was just reached: the message and this consumer's place become true together. */
export const celebrateReached: Consumer = {
  name: 'milestone-celebrations',
  description: 'Congratulates suppliers in the app on milestones they have just reached',
  types: ['milestone.reached'],
  batchSize: 100,
  replay: {
    kind: 'refuses',
    why: 'It writes to suppliers. Each milestone is celebrated once by its own key; late congratulations help nobody.',
  },
  apply: async (writer, events, { clock, uuids }) => {
    const reached = events.flatMap(({ supplierId, resourceId }) =>
      supplierId === null ? [] : [{ supplierId, milestoneId: resourceId }],
    );
    await celebrateMilestones(writer, reached, { now: clock.now(), uuids });
  },
};
