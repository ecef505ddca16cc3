import { livePlaybooks, proposeScheduled } from '@wedsync/db/success';
import { compileSegment } from '@wedsync/db/segments';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../../platform/index.ts';

/** Proposes everybody whom a scheduled playbook means and whose own clock has reached its hour. */
export const fireSchedules = defineJob({
  name: 'playbooks.fire-schedules',
  description: 'Looks for suppliers whom scheduled playbooks mean today',
  input: z.strictObject({}),
  schedule: { everyMs: 15 * MINUTE_MS },
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async ({ store, actor, clock }) => {
    const now = clock.now();
    const playbooks = await store.read(actor, livePlaybooks);
    let proposed = 0;
    for (const { id, definition } of playbooks) {
      const { trigger, who } = definition;
      if (trigger.kind !== 'schedule' || who === null) continue;
      const condition = compileSegment(who, now);
      proposed += await store.transact(actor, (writer) => proposeScheduled(writer, id, trigger, condition, now));
    }
    return { proposed };
  },
});
