import { disputesDueWithin, type WaitingDispute } from '@wedsync/db/billing';
import { emitEvents, type Writer } from '@wedsync/db/platform';
import { raiseTask } from '@wedsync/db/suppliers';
import { answerableStatuses } from '@wedsync/domain/billing';
import { calendarDate, DAY_MS, formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../../platform/index.ts';
import { dunningSource } from './follow-debts.ts';

/** Time enough to gather what a bank wants to see. */
const taskDays = 30;
/** After this the team hears of it, whoever owns it. */
const alertDays = 3;

/** Makes every dispute that waits for an answer somebody's task, and alerts the team before its day. */
export const watchDisputes = defineJob({
  name: 'billing.watch-disputes',
  description: 'Makes disputes that must be answered tasks of their owners, and alerts the team before they are due',
  input: z.strictObject({}),
  schedule: { everyMs: 10 * 60_000 },
  maxAttempts: 3,
  lockMs: 60_000,
  concurrency: 1,
  run: async ({ store, actor, clock }) => {
    const now = clock.now();
    return store.transact(actor, async (writer) => {
      const waiting = await disputesDueWithin(writer, answerableStatuses, now, taskDays);
      for (const dispute of waiting) await watch(writer, dispute, now);
      return { waiting: waiting.length };
    });
  },
});

async function watch(writer: Writer, dispute: WaitingDispute, now: Date): Promise<void> {
  const { id, supplierId, reason, dueBy } = dispute;
  const words = `dispute over ${formatMoney(dispute)} (${reason.replaceAll('_', ' ').toLowerCase()})`;
  await raiseTask(writer, {
    supplierId,
    type: 'dispute',
    reason: `dispute:${id}`,
    title: `Answer the ${words}`,
    detail: `The bank decides by what it is handed. Open the dispute and fill in its checklist. Dispute ${id}.`,
    priority: 'high',
    dueOn: calendarDate(dueBy),
    source: dunningSource,
  });
  if (dueBy.getTime() - now.getTime() > alertDays * DAY_MS || (await wasTold(writer, id))) return;
  await emitEvents(writer, [
    {
      type: 'dispute.due_soon',
      supplierId,
      resource: 'disputes',
      resourceId: id,
      summary: `The ${words} must be answered by ${calendarDate(dueBy)}`,
      payload: { dueBy: dueBy.toISOString() },
      occurredAt: now,
    },
  ]);
}

async function wasTold({ sql }: Writer, id: string): Promise<boolean> {
  const told: unknown = await sql('alerts')
    .where({ dedup_key: `dispute-due:disputes/${id}` })
    .first('id');
  return told !== undefined;
}
