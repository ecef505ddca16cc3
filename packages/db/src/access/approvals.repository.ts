import type { Approval } from '@wedsync/domain/access';
import type { Money } from '@wedsync/domain/platform';
import { emitEvents, type Writer } from '../platform/index.ts';
import { moveActionRun } from './action-runs.repository.ts';

export type NewApproval = {
  readonly id: string;
  readonly runId: string;
  readonly supplierId: string | null;
  readonly action: string;
  readonly title: string;
  readonly resource: string;
  readonly targetId: string;
  readonly permission: string;
  readonly why: string;
  readonly amount: Money | null;
  readonly preview: Approval['preview'];
  readonly reason: string | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
};

/** Makes a run wait for a second person. */
export async function insertApproval(writer: Writer, approval: NewApproval): Promise<void> {
  const { sql, actor } = writer;
  await sql('approvals').insert({
    id: approval.id,
    run_id: approval.runId,
    supplier_id: approval.supplierId,
    action: approval.action,
    title: approval.title,
    resource: approval.resource,
    target_id: approval.targetId,
    state: 'awaiting_approval',
    permission: approval.permission,
    why: approval.why,
    amount_minor: approval.amount?.amountMinor ?? null,
    currency: approval.amount?.currency ?? null,
    preview: JSON.stringify(approval.preview),
    requested_by: actor.id,
    requested_by_name: actor.name,
    reason: approval.reason,
    requested_at: approval.requestedAt,
    expires_at: approval.expiresAt,
  });
  await moveActionRun(
    writer,
    approval.runId,
    { state: 'awaiting_approval', approvalId: approval.id },
    approval.requestedAt,
  );
  await announce(writer, 'approval.requested', approval, { state: 'awaiting_approval', at: approval.requestedAt });
}

/** Holds an approval so that of two people deciding at once the second sees what the first decided. */
export async function lockApproval({ sql }: Writer, id: string): Promise<void> {
  await sql('approvals').where({ id }).forUpdate().first('id');
}

type Decision = {
  readonly state: 'approved' | 'rejected' | 'withdrawn';
  readonly reason: string | null;
  readonly at: Date;
};

/**
 * Records what was decided by the writer's actor. The database refuses a decision by the requester.
 * @returns false when the approval was no longer waiting
 */
export async function decideApproval(writer: Writer, approval: Approval, decision: Decision): Promise<boolean> {
  const { sql, actor } = writer;
  const byOther = decision.state !== 'withdrawn';
  const decided = await sql('approvals')
    .where({ id: approval.id, state: 'awaiting_approval' })
    .update({
      state: decision.state,
      decision_reason: decision.reason,
      decided_at: decision.at,
      ...(byOther ? { decided_by: actor.id, decided_by_name: actor.name } : {}),
    });
  if (decided === 0) return false;
  await moveActionRun(writer, approval.runId, stepAfter[decision.state](decision.reason), decision.at);
  await announce(writer, 'approval.decided', approval, decision);
  return true;
}

const stepAfter = {
  approved: () => ({ state: 'approved' as const }),
  rejected: (reason: string | null) => ({ state: 'rejected' as const, error: reason }),
  withdrawn: () => ({ state: 'rejected' as const, error: 'Withdrawn by the person who asked.' }),
};

/** Ends what nobody decided in time. @returns how many */
export async function expireApprovals(writer: Writer, now: Date, limit: number): Promise<number> {
  const due: { id: string; runId: string; supplierId: string | null; action: string; title: string }[] = await writer
    .sql('approvals')
    .where({ state: 'awaiting_approval' })
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select('id', 'action', 'title', { runId: 'run_id', supplierId: 'supplier_id' });
  for (const approval of due) {
    await writer.sql('approvals').where({ id: approval.id }).update({ state: 'expired', decided_at: now });
    await moveActionRun(writer, approval.runId, { state: 'expired', error: 'Nobody decided in time.' }, now);
    await announce(writer, 'approval.decided', approval, { state: 'expired', at: now });
  }
  return due.length;
}

async function announce(
  writer: Writer,
  type: 'approval.requested' | 'approval.decided',
  approval: Pick<Approval, 'id' | 'runId' | 'supplierId' | 'action' | 'title'>,
  { state, at }: { readonly state: Approval['state']; readonly at: Date },
): Promise<void> {
  await emitEvents(writer, [
    {
      type,
      supplierId: approval.supplierId,
      resource: 'approvals',
      resourceId: approval.id,
      summary: `${approval.title}: ${state.replaceAll('_', ' ')}${state === 'expired' ? '' : `, ${writer.actor.name}`}`,
      payload: { state, action: approval.action, runId: approval.runId },
      occurredAt: at,
    },
  ]);
}
