import type { EnrolmentState } from '@wedsync/domain/success';
import { cancelMessage } from '../../delivery/index.ts';
import { emitEvents, type Writer } from '../../platform/index.ts';

type Ended = {
  readonly id: string;
  readonly playbookId: string;
  readonly playbookName: string;
  readonly supplierId: string;
};

type End = { readonly state: Exclude<EnrolmentState, 'running'>; readonly reason: string };

/** Ends a supplier's way through a playbook: what has not left yet is taken back, and whoever waits for the supplier gets a turn. */
export function endEnrolment(writer: Writer, ended: Ended, end: End, now: Date): Promise<void> {
  return endEnrolments(writer, [ended], end, now);
}

/** Ends many for one reason, in as many statements as one takes and one more for each message that waits. */
export async function endEnrolments(
  writer: Writer,
  ended: readonly Ended[],
  { state, reason }: End,
  now: Date,
): Promise<void> {
  if (ended.length === 0) return;
  const { sql } = writer;
  const ids = ended.map(({ id }) => id);
  await sql('playbook_enrolments')
    .whereRaw('id = any(?::text[])', [ids])
    .update({
      state,
      ended_at: now,
      end_reason: reason,
      due_at: null,
      // Seen late, it was met in time all the same.
      ...(state === 'goal_met' ? { goal_met_at: sql.raw('least(?::timestamptz, goal_due_at)', [now]) } : {}),
    });
  await takeBack(writer, ids, reason);
  await sql('playbook_candidates')
    .whereRaw('supplier_id = any(?::text[])', [ended.map(({ supplierId }) => supplierId)])
    .where({ state: 'waiting' })
    .update({ look_at: now });
  await emitEvents(
    writer,
    ended.map(({ id, playbookId, playbookName, supplierId }) => ({
      type: 'playbook.ended',
      supplierId,
      resource: 'playbooks',
      resourceId: playbookId,
      summary: `${playbookName}: ${reason}`,
      payload: { enrolmentId: id, state },
      occurredAt: now,
    })),
  );
}

async function takeBack(writer: Writer, enrolmentIds: readonly string[], reason: string): Promise<void> {
  const pending: { id: string; outcomeId: string | null }[] = await writer
    .sql('interventions')
    .whereRaw('enrolment_id = any(?::text[])', [[...enrolmentIds]])
    .whereIn('state', ['awaiting_approval', 'scheduled'])
    .whereIn('kind', ['email', 'sms', 'in_app'])
    .select('id', { outcomeId: 'outcome_id' });
  for (const { id, outcomeId } of pending) {
    if (outcomeId !== null && (await cancelMessage(writer, outcomeId, reason)))
      await writer.sql('interventions').where({ id }).update({ state: 'cancelled', why: reason });
  }
}
