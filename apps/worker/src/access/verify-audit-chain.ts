import {
  chainStart,
  findCutEnd,
  findUnchained,
  insertVerification,
  verifyChainStretch,
  type ChainBreak,
  type ChainPosition,
} from '@wedsync/db/access';
import { emitEvents } from '@wedsync/db/platform';
import { HOUR_MS, MINUTE_MS, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, type JobContext } from '../platform/index.ts';

const stretch = 20_000;
/** Far longer than chaining takes; what is still unchained by then has lost its link. */
const unchainedAfterMs = HOUR_MS;

/** Reads the whole audit trail again and compares it with its hash chain. A break is named, recorded and told to the house. */
export const verifyAuditChain = defineJob({
  name: 'access.verify-audit-chain',
  description: 'Recomputes the hash chain over the audit trail and names the first entry that does not fit',
  input: z.object({}),
  schedule: { cron: '15 3 * * *' },
  maxAttempts: 3,
  lockMs: 5 * MINUTE_MS,
  concurrency: 1,
  run: async (context) => {
    const { store, actor, clock, log } = context;
    const { reached, checked, broken } = await walk(context);
    const now = clock.now();
    await store.transact(actor, async (writer) => {
      await insertVerification(writer, { at: now, checked, reached, broken });
      if (broken === null) return;
      await emitEvents(writer, [
        {
          type: 'audit.broken',
          supplierId: null,
          resource: 'audit-entries',
          resourceId: String(broken.entryId),
          summary: broken.problem,
          occurredAt: now,
        },
      ]);
    });
    // The log leaves this machine: a head noted there cannot be replaced together with the database.
    const head = { entryId: reached.entryId, hash: reached.hash?.toString('hex') ?? null, checked };
    if (broken === null) log.info(head, 'the audit chain is intact');
    else log.error({ ...head, ...broken }, 'the audit chain is broken');
    return { checked, throughEntryId: reached.entryId, problem: broken?.problem ?? null };
  },
});

/** From the first link to the last, then the two things links alone cannot show: an end cut off, and entries without a link. */
async function walk({ store, actor, signal, progress, clock }: JobContext) {
  const before = plusMs(clock.now(), -unchainedAfterMs);
  let reached: ChainPosition = chainStart;
  let checked = 0;
  let broken: ChainBreak | null = null;
  for (;;) {
    signal.throwIfAborted();
    const from = reached;
    const part = await store.read(actor, (reader) => verifyChainStretch(reader, from, stretch));
    reached = part.reached;
    checked += part.checked;
    broken = part.broken;
    await progress(checked, null, 'entries compared');
    if (broken !== null || part.checked < stretch) break;
  }
  broken ??= await store.read(
    actor,
    async (reader) => (await findCutEnd(reader)) ?? (await findUnchained(reader, before)),
  );
  return { reached, checked, broken };
}
