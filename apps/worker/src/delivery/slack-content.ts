import { findAlert, findStorm, messageOfAlert, type OutgoingMessage } from '@wedsync/db/delivery';
import {
  alertBlocks,
  alertTypeOf,
  escapeSlack,
  movedOnBlocks,
  stormBlocks,
  type SlackMessage,
} from '@wedsync/domain/delivery';
import { systemActor } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { WorkerServices } from '../platform/index.ts';

const payloadSchema = z.object({
  alertId: z.string().optional(),
  stormId: z.number().optional(),
  blocks: z.array(z.record(z.string(), z.unknown())).optional(),
});

/** What a Slack message shows at this moment: an alert as it stands now, a storm's latest count, or what its sender wrote. */
export async function slackContent({ store, env }: WorkerServices, message: OutgoingMessage): Promise<SlackMessage> {
  const { alertId, stormId, blocks } = payloadSchema.parse(message.payload);
  const asWritten = { text: escapeSlack(message.subject), blocks: blocks ?? [paragraph(message.text)] };
  return store.read(systemActor('slack', message.id), async (reader) => {
    if (alertId !== undefined) {
      const alert = await findAlert(reader, alertId);
      if (alert === undefined) return asWritten;
      const latest = await messageOfAlert(reader, alertId);
      return latest === null || latest === message.id ? alertBlocks(alert, env.publicUrl) : movedOnBlocks(alert);
    }
    if (stormId === undefined) return asWritten;
    const storm = await findStorm(reader, stormId);
    if (storm === undefined) return asWritten;
    const { title, severity } = alertTypeOf(storm.type);
    return stormBlocks({ title, severity, count: storm.count, since: storm.openedAt }, env.publicUrl);
  });
}

function paragraph(text: string): Record<string, unknown> {
  return { type: 'section', text: { type: 'mrkdwn', text: escapeSlack(text).slice(0, 3_000) } };
}
