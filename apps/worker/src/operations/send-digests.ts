import { sendMessage } from '@wedsync/db/delivery';
import { digestFacts, digestReaders, digestRulesInForce } from '@wedsync/db/operations';
import type { Writer } from '@wedsync/db/platform';
import {
  digestBlocks,
  digestChannel,
  digestEditions,
  isDigestDay,
  type DigestEdition,
} from '@wedsync/domain/operations';
import { calendarDate, MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, failureOf, isDatabaseAway, type WorkerServices } from '../platform/index.ts';

export const sendDigests = defineJob({
  name: 'operations.send-digests',
  description: 'Tells each owner, and the team, what the working day holds: risk, tasks, approvals and money owed.',
  input: z.object({}),
  schedule: { cron: '30 8 * * 1-5' },
  maxAttempts: 5,
  lockMs: 2 * MINUTE_MS,
  run: async ({ store, actor, clock, plannedAt, signal, ...services }) => {
    const today = calendarDate(clock.now());
    // Yesterday's news is not told today: a worker that comes back late leaves it out.
    if (!isDigestDay(today) || (plannedAt !== null && calendarDate(plannedAt) !== today)) return { sent: 0 };
    const editions = await store.read(actor, async (reader) =>
      digestEditions(digestChannel, await digestReaders(reader), await digestRulesInForce(reader)),
    );
    let sent = 0;
    const failures: string[] = [];
    for (const edition of editions) {
      if (signal.aborted) break;
      try {
        if (await store.transact(actor, (writer) => sendEdition(writer, edition, today, services))) sent += 1;
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        failures.push(`${edition.title}: ${failureOf(error).message}`);
      }
    }
    // Everybody else has theirs by now; another attempt sends only what is missing.
    if (failures.length > 0) throw new Error(`${failures.length} of ${editions.length} failed. ${failures.join('; ')}`);
    return { sent };
  },
});

/** Once a day each, however often the job runs. @returns whether it was promised now */
async function sendEdition(
  writer: Writer,
  edition: DigestEdition,
  today: string,
  { env, uuids }: Pick<WorkerServices, 'env' | 'uuids'>,
): Promise<boolean> {
  const { key, to, title } = edition;
  const digest = digestBlocks(await digestFacts(writer, edition, today), { title, publicUrl: env.publicUrl });
  if (digest === null) return false;
  const message = {
    channel: 'slack' as const,
    template: 'daily-digest',
    recipient: to,
    supplierId: null,
    subject: title,
    text: title,
    payload: { blocks: digest.blocks },
    dedupKey: `digest:${key}:${today}`,
  };
  return (await sendMessage(writer, message, uuids)) !== null;
}
