import { emitEvents } from '@wedsync/db/platform';
import { checkConsistency, keepChecks } from '@wedsync/db/revenue';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../../platform/index.ts';

/** Looks every quarter of an hour whether the books contradict themselves. A contradiction is told once, when it appears. */
export const watchConsistency = defineJob({
  name: 'revenue.watch-consistency',
  description: 'Checks that journal, mirror, payouts, audit trail and MRR agree',
  input: z.strictObject({}),
  schedule: { everyMs: 15 * MINUTE_MS },
  maxAttempts: 3,
  lockMs: 180_000,
  concurrency: 1,
  run: async ({ store, actor, clock }) => {
    const now = clock.now();
    const results = await store.read(actor, (reader) => checkConsistency(reader, now));
    const broken = await store.transact(actor, async (writer) => {
      const fresh = await keepChecks(writer, results, now);
      await emitEvents(
        writer,
        fresh.map(({ name, title, detail }) => ({
          type: 'consistency.broken',
          supplierId: null,
          resource: 'consistency-checks',
          resourceId: name,
          summary: `Does not hold: ${title}. ${detail}`,
          occurredAt: now,
        })),
      );
      return fresh;
    });
    return { checked: results.length, holds: results.filter(({ holds }) => holds).length, newlyBroken: broken.length };
  },
});
