import { HOUR_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { openStatements, type Statement } from '../../billing/index.ts';
import { defineJob, type AnyJob, type WorkerServices } from '../../platform/index.ts';
import { reconcileManual, reconcilePayouts, reconcileProvider, reconcileThings } from './reconcile-provider.ts';

export type OpenStatements = (services: WorkerServices) => Promise<Statement[]>;

/** Holds what every provider lists against the books, day by day and payout by payout. Safe to repeat: what is wrong is on record once. */
export function reconcile(open: OpenStatements = openStatements): AnyJob {
  return defineJob({
    name: 'revenue.reconcile',
    description: 'Compares every provider’s list and every payout with the books',
    input: z.strictObject({}),
    schedule: { everyMs: HOUR_MS },
    maxAttempts: 5,
    lockMs: 300_000,
    concurrency: 1,
    run: async (context) => {
      const statements = await open(context);
      const total = { days: 0, found: 0, healed: 0 };
      const parts = [
        ...statements.map((statement) => () => reconcileProvider(context, statement)),
        () => reconcileManual(context),
        () => reconcilePayouts(context, statements),
        () => reconcileThings(context),
      ];
      for (const [index, part] of parts.entries()) {
        const { days, found, healed } = await part();
        total.days += days;
        total.found += found;
        total.healed += healed;
        await context.progress(index + 1, parts.length, `${total.found} found, ${total.healed} healed`);
      }
      return total;
    },
  });
}
