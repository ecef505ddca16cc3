import { expiredOverrides, liftOverrides } from '@wedsync/db/success';
import { emitEvents, recordAudit, type SuccessEvent } from '@wedsync/db/platform';
import { z } from 'zod';
import { defineJob } from '../../platform/index.ts';

const batch = 500;

/** Takes back judgements that have run out, so that the automatic score counts again and what happened meanwhile is told. */
export const expireOverrides = defineJob({
  name: 'health.expire-overrides',
  description: 'Ends overrides of health that have run out',
  input: z.strictObject({}),
  schedule: { everyMs: 60_000 },
  maxAttempts: 3,
  lockMs: 60_000,
  run: async ({ store, actor, clock, signal }) => {
    let ended = 0;
    while (!signal.aborted) {
      const now = clock.now();
      const expired = await store.transact(actor, async (writer) => {
        const ids = await expiredOverrides(writer, now, batch);
        await liftOverrides(writer, ids, now);
        for (const id of ids) {
          await recordAudit(writer, {
            action: 'override-expired',
            resource: 'health-scores',
            resourceId: id,
            supplierId: id,
          });
        }
        await emitEvents(
          writer,
          ids.map((id) => overrideEnded(id, now)),
        );
        return ids;
      });
      ended += expired.length;
      if (expired.length < batch) break;
    }
    return { ended };
  },
});

function overrideEnded(supplierId: string, now: Date): SuccessEvent {
  return {
    type: 'health.override_ended',
    supplierId,
    resource: 'health-scores',
    resourceId: supplierId,
    summary: 'An override of health has run out',
    occurredAt: now,
  };
}
