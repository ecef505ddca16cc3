import { celebratedWithinMs, celebrationShownMs, type Milestone } from '@wedsync/domain/success';
import { plusMs, type Uuids } from '@wedsync/domain/platform';
import { queueMessage } from '../../delivery/index.ts';
import type { Writer } from '../../platform/index.ts';

export type Reached = { readonly supplierId: string; readonly milestoneId: string };

/**
 * Congratulates in the app on what was just reached, where there are words for it and the contact may hear them. However often it is asked for, a
 * milestone is celebrated once: its message is named by it. @returns how many messages were promised
 */
export async function celebrateMilestones(
  writer: Writer,
  reached: readonly Reached[],
  moment: { readonly now: Date; readonly uuids: Uuids },
): Promise<number> {
  let promised = 0;
  for (const { supplierId, milestoneId, celebration } of await worthCelebrating(writer, reached, moment.now)) {
    const answer = await queueMessage(
      writer,
      {
        supplierId,
        channel: 'in_app',
        purpose: 'success',
        source: { kind: 'milestone', id: `${supplierId}:${milestoneId}` },
        content: {
          subject: celebration.title,
          text: celebration.text,
          html: null,
          link: null,
          segments: null,
          template: 'milestone',
        },
        expiresAt: plusMs(moment.now, celebrationShownMs),
      },
      moment,
    );
    await writer
      .sql('supplier_milestones')
      .where({ supplier_id: supplierId, milestone_id: milestoneId })
      .update({ message_id: answer.messageId });
    if (answer.outcome === 'queued') promised += 1;
  }
  return promised;
}

type Worth = Reached & { readonly celebration: NonNullable<Milestone['celebration']> };

function worthCelebrating({ sql }: Writer, reached: readonly Reached[], now: Date): Promise<Worth[]> {
  return sql('supplier_milestones as r')
    .join('milestones as m', 'm.id', 'r.milestone_id')
    .join('suppliers as s', 's.id', 'r.supplier_id')
    .whereIn(
      ['r.supplier_id', 'r.milestone_id'],
      reached.map(({ supplierId, milestoneId }) => [supplierId, milestoneId]),
    )
    .whereNull('r.message_id')
    .where('r.reached_at', '>=', plusMs(now, -celebratedWithinMs))
    .whereNotNull('m.celebration')
    .orderBy(['r.supplier_id', 'm.position'])
    .select({ supplierId: 'r.supplier_id', milestoneId: 'r.milestone_id', celebration: 'm.celebration' });
}
