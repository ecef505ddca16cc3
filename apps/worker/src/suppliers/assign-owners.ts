import { assignOwners } from '@wedsync/db/suppliers';
import { MINUTE_MS, SECOND_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

const batchSize = 1_000;

/** New suppliers belong to somebody within seconds: nobody's supplier is nobody's worry. */
export const assignOwnersToNew = defineJob({
  name: 'suppliers.assign-owners',
  description: 'Gives suppliers without an owner to the customer success managers of their region',
  input: z.object({}),
  schedule: { everyMs: 15 * SECOND_MS },
  maxAttempts: 3,
  lockMs: MINUTE_MS,
  run: async ({ store, actor, signal }) => {
    let assigned = 0;
    for (;;) {
      const batch = await store.transact({ ...actor, reason: 'Territory' }, (writer) =>
        assignOwners(writer, batchSize),
      );
      assigned += batch;
      if (batch === 0 || signal.aborted) return { assigned };
    }
  },
});
