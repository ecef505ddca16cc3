import { expireApprovals } from '@wedsync/db/access';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

const batchSize = 200;

/** A request nobody decided on in three days ends by itself: what was right to do then may be wrong now. */
export const expireApprovalsDue = defineJob({
  name: 'access.expire-approvals',
  description: 'Ends requests that waited 72 hours for a second person',
  input: z.object({}),
  schedule: { everyMs: MINUTE_MS },
  maxAttempts: 3,
  lockMs: MINUTE_MS,
  concurrency: 1,
  run: async ({ store, actor, clock, signal }) => {
    let expired = 0;
    for (;;) {
      const batch = await store.transact(actor, (writer) => expireApprovals(writer, clock.now(), batchSize));
      expired += batch;
      if (batch < batchSize || signal.aborted) return { expired };
    }
  },
});
