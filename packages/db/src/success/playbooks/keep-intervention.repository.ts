import { createId } from '@wedsync/domain/platform';
import type { Act, InterventionState, SuppressionReason } from '@wedsync/domain/success';
import type { Writer } from '../../platform/index.ts';
import type { Advance, RunningEnrolment } from './running-enrolment.repository.ts';

/** An act and what became of it. */
export type InterventionToKeep = {
  readonly enrolment: RunningEnrolment;
  readonly step: Act;
  readonly state: InterventionState;
  readonly title: string;
  /** The message, task or alert it became. */
  readonly outcomeId?: string | null;
  readonly reason?: SuppressionReason;
  readonly why?: string;
};

/** How an act that was done or kept back before ended; undefined when its turn has come for the first time. */
export async function stateOfAct(
  { sql }: Writer,
  enrolmentId: string,
  step: string,
): Promise<InterventionState | undefined> {
  const row: { state: InterventionState } | undefined = await sql('interventions')
    .where({ enrolment_id: enrolmentId, step })
    .first('state');
  return row?.state;
}

/** Writes an act down. @returns its id. @throws the database's unique error when it was written down before */
export async function keepIntervention(
  { sql }: Writer,
  { enrolment, step, state, title, outcomeId = null, reason, why }: InterventionToKeep,
  { now, uuids }: Advance,
): Promise<string> {
  const id = createId('intervention', uuids.next());
  await sql('interventions').insert({
    id,
    enrolment_id: enrolment.id,
    step: step.id,
    playbook_id: enrolment.playbookId,
    supplier_id: enrolment.supplierId,
    kind: step.kind === 'message' ? step.channel : step.kind,
    state,
    title,
    reason: reason ?? null,
    why: why ?? null,
    outcome_id: outcomeId,
    proposed_at: now,
    sent_at: state === 'sent' ? now : null,
  });
  return id;
}
