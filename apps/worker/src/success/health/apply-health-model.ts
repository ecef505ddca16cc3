import { ensureMonths } from '@wedsync/db/connectors';
import { emitEvents } from '@wedsync/db/platform';
import { loadHealthModels, recordDashboardDay } from '@wedsync/db/success';
import { calendarDate } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../../platform/index.ts';
import { sweepChunk, sweepSuppliers } from './sweep-health.ts';

/** Scores everybody by a model that was just published; what supplier did and what the model did to a score is kept apart. */
export const applyHealthModel = defineJob({
  name: 'health.apply-model',
  description: 'Scores everybody by the health model just published',
  input: z.strictObject({ number: z.int() }),
  maxAttempts: 5,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context, { number }) => {
    const { store, actor, clock } = context;
    const { current } = await store.read(actor, loadHealthModels);
    // Another was published meanwhile, and its own run scores everybody.
    if (current.version !== number) return { scored: 0 };
    await ensureMonths(store, 'health_score_days', [clock.now()]);
    const totals = await sweepSuppliers(context, sweepChunk);
    await store.transact(actor, async (writer) => {
      await recordDashboardDay(writer, calendarDate(clock.now()));
      await emitEvents(writer, [
        {
          type: 'health_model.applied',
          supplierId: null,
          resource: 'health-scores',
          resourceId: String(number),
          summary: `${totals.scored} suppliers were scored by health model ${number}`,
          occurredAt: clock.now(),
        },
      ]);
    });
    return totals;
  },
});
