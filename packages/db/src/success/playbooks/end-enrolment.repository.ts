import type { EnrolmentState } from '@wedsync/domain/success';
import { cancelMessage } from '../../delivery/index.ts';
import { emitEvents, type Writer } from '../../platform/index.ts';

type Ended = {
  readonly id: string;
  readonly playbookId: string;
  readonly playbookName: string;
  readonly supplierId: string;
};

/** Ends a supplier's way through a playbook: what has not left yet is taken back, and whoever waits for the supplier gets a turn. */
export async function endEnrolment(
  writer: Writer,
  { id, playbookId, playbookName, supplierId }: Ended,
  { state, reason }: { readonly state: Exclude<EnrolmentState, 'running'>; readonly reason: string },
  now: Date,
): Promise<void> {
  const { sql } = writer;
  await sql('playbook_enrolments')
    .where({ id })
    .update({
      state,
      ended_at: now,
      end_reason: reason,
      due_at: null,
      ...(state === 'goal_met' ? { goal_met_at: now } : {}),
    });
  await takeBack(writer, id, reason);
  await sql('playbook_candidates').where({ supplier_id: supplierId, state: 'waiting' }).update({ look_at: now });
  await emitEvents(writer, [
    {
      type: 'playbook.ended',
      supplierId,
      resource: 'playbooks',
      resourceId: playbookId,
      summary: `${playbookName}: ${reason}`,
      payload: { enrolmentId: id, state },
      occurredAt: now,
    },
  ]);
}

async function takeBack(writer: Writer, enrolmentId: string, reason: string): Promise<void> {
  const pending: { id: string; outcomeId: string | null }[] = await writer
    .sql('interventions')
    .where({ enrolment_id: enrolmentId })
    .whereIn('state', ['awaiting_approval', 'scheduled'])
    .whereIn('kind', ['email', 'sms', 'in_app'])
    .select('id', { outcomeId: 'outcome_id' });
  for (const { id, outcomeId } of pending) {
    if (outcomeId !== null && (await cancelMessage(writer, outcomeId, reason)))
      await writer.sql('interventions').where({ id }).update({ state: 'cancelled', why: reason });
  }
}
