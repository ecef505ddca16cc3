import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import type { Writer } from '../platform/index.ts';

/** Takes a request of Slack's by its signature. @returns false when the very same request was taken before */
export async function takeSlackInteraction({ sql }: Writer, signature: string, now: Date): Promise<boolean> {
  // A signature is refused after minutes anyway, so nothing older can come again.
  await sql('slack_interactions').where('received_at', '<', plusMs(now, -DAY_MS)).delete();
  const taken: unknown[] = await sql('slack_interactions')
    .insert({ signature, received_at: now })
    .onConflict('signature')
    .ignore()
    .returning('signature');
  return taken.length === 1;
}
