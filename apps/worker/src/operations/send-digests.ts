import { sendMessage } from '@wedsync/db/delivery';
import { digestFacts, digestReaders } from '@wedsync/db/operations';
import type { Writer } from '@wedsync/db/platform';
import { digestBlocks, digestChannel, isDigestDay } from '@wedsync/domain/operations';
import { calendarDate, MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, type WorkerServices } from '../platform/index.ts';

/** Whose book it is about, and where it is read. */
type Edition = { readonly key: string; readonly ownerId: string | null; readonly to: string; readonly title: string };

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
    const editions = await store.read(actor, async (reader) => [
      { key: 'team', ownerId: null, to: digestChannel, title: 'Today, for the whole team' },
      ...(await digestReaders(reader)).map(({ id, name, slackUserId }) => ({
        key: id,
        ownerId: id,
        to: slackUserId,
        title: `Today in your book, ${name}`,
      })),
    ]);
    let sent = 0;
    for (const edition of editions) {
      if (signal.aborted) break;
      if (await store.transact(actor, (writer) => sendEdition(writer, edition, today, services))) sent += 1;
    }
    return { sent };
  },
});

/** Once a day each, however often the job runs. @returns whether it was promised now */
async function sendEdition(
  writer: Writer,
  { key, ownerId, to, title }: Edition,
  today: string,
  { env, uuids }: Pick<WorkerServices, 'env' | 'uuids'>,
): Promise<boolean> {
  const digest = digestBlocks(await digestFacts(writer, ownerId, today), { title, publicUrl: env.publicUrl });
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
