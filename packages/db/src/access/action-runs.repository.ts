import type { ActionRun } from '@wedsync/domain/access';
import type { Clock, Money } from '@wedsync/domain/platform';
import { emitEvents, recordAudit, systemClock, type Reader, type Writer } from '../platform/index.ts';

export type NewActionRun = {
  readonly id: string;
  readonly action: string;
  readonly resource: string;
  readonly verb: string;
  readonly targetId: string;
  readonly supplierId: string | null;
  readonly input: unknown;
  /** What the audit trail learns of it, for ever. */
  readonly auditedInput?: Readonly<Record<string, unknown>>;
  readonly inputHash: string;
  readonly reason: string | null;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
  readonly amount: Money | null;
  readonly requestedAt: Date;
};

/** Puts a request on record before anything is done about it. */
export async function insertActionRun(writer: Writer, run: NewActionRun): Promise<void> {
  await writer.sql('action_runs').insert({
    id: run.id,
    action: run.action,
    resource: run.resource,
    verb: run.verb,
    target_id: run.targetId,
    supplier_id: run.supplierId,
    state: 'requested',
    requested_by: writer.actor.id,
    requested_by_name: writer.actor.name,
    input: JSON.stringify(run.input ?? {}),
    input_hash: run.inputHash,
    reason: run.reason,
    idempotency_key: run.idempotencyKey,
    fingerprint: run.fingerprint,
    amount_minor: run.amount?.amountMinor ?? null,
    currency: run.amount?.currency ?? null,
    requested_at: run.requestedAt,
  });
  await recordAudit(writer, {
    action: run.action,
    resource: run.resource,
    resourceId: run.targetId,
    supplierId: run.supplierId,
    after: {
      runId: run.id,
      state: 'requested',
      input: run.auditedInput ?? {},
      ...(run.amount ? { amount: run.amount } : {}),
    },
  });
}

/** The run an actor started under this key, with what tells whether the request is the same. */
export async function findRunByKey(
  { sql, actor }: Reader,
  idempotencyKey: string,
): Promise<{ id: string; inputHash: string; reason: string | null } | undefined> {
  return sql('action_runs')
    .where({ requested_by: actor.id, idempotency_key: idempotencyKey })
    .first('id', { inputHash: 'input_hash' }, 'reason');
}

type Step = {
  readonly state: Exclude<ActionRun['state'], 'requested'>;
  readonly approvalId?: string;
  readonly result?: Readonly<Record<string, unknown>> | null;
  readonly error?: string | null;
};
const finalStates: readonly string[] = ['succeeded', 'failed', 'rejected', 'expired'];

/**
 * Moves a run on and puts the step on record. A finished run stays as it is, except that success may turn out to be failure:
 * a bank can send a refund back days after the provider called it done. @returns whether it moved
 */
export async function moveActionRun(writer: Writer, id: string, step: Step, at: Date): Promise<boolean> {
  const { sql } = writer;
  const finished = finalStates.includes(step.state);
  const moved: MovedRun[] = await sql('action_runs')
    .where({ id })
    .whereNot({ state: step.state })
    .whereNotIn('state', step.state === 'failed' ? finalStates.filter((state) => state !== 'succeeded') : finalStates)
    .update({
      state: step.state,
      ...(step.approvalId === undefined ? {} : { approval_id: step.approvalId }),
      ...(step.result === undefined ? {} : { result: step.result === null ? null : JSON.stringify(step.result) }),
      ...(step.error === undefined ? {} : { error: step.error }),
      ...(finished ? { finished_at: at } : {}),
    })
    .returning([
      'action',
      'resource',
      'target_id as targetId',
      'supplier_id as supplierId',
      'approval_id as approvalId',
    ]);
  const [run] = moved;
  if (run === undefined) return false;
  await recordStep(writer, id, run, step);
  if (finished) await announceEnd(writer, id, run, step, at);
  return true;
}

/**
 * Ends a run that the worker carried out. Repeating it changes nothing.
 * @returns false when the run had ended before
 */
export async function finishActionRun(
  writer: Writer,
  id: string,
  outcome: {
    readonly state: 'succeeded' | 'failed';
    readonly result?: Readonly<Record<string, unknown>>;
    readonly error?: string;
  },
  clock: Clock = systemClock,
): Promise<boolean> {
  return moveActionRun(writer, id, outcome, clock.now());
}

type MovedRun = {
  readonly action: string;
  readonly resource: string;
  readonly targetId: string;
  readonly supplierId: string | null;
  readonly approvalId: string | null;
};

async function recordStep(writer: Writer, id: string, run: MovedRun, step: Step): Promise<void> {
  await recordAudit(writer, {
    action: run.action,
    resource: run.resource,
    resourceId: run.targetId,
    supplierId: run.supplierId,
    approvalId: run.approvalId,
    after: {
      runId: id,
      state: step.state,
      ...(step.result ? { result: plainFacts(step.result) } : {}),
      ...(step.error ? { error: step.error } : {}),
    },
  });
}

/** A whole record in a result may hold what the trail must not learn, for it cannot forget; ids and figures lead to it. */
function plainFacts(result: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(result).filter(([, value]) => typeof value !== 'object'));
}

async function announceEnd(writer: Writer, id: string, run: MovedRun, step: Step, at: Date): Promise<void> {
  await emitEvents(writer, [
    {
      type: 'action.finished',
      supplierId: run.supplierId,
      resource: 'action-runs',
      resourceId: id,
      summary: `${run.action} ${step.state}`,
      payload: { action: run.action, state: step.state, targetResource: run.resource, targetId: run.targetId },
      occurredAt: at,
    },
  ]);
}

/**
 * What was asked for since a moment under some actions, by currency: by one person, to one supplier, or both.
 * Requests that failed, were rejected or expired do not count; those still waiting do.
 */
export async function amountsRequestedRecently(
  { sql }: Reader,
  request: {
    readonly actions: readonly string[];
    readonly actorId?: string;
    readonly supplierId?: string;
    readonly since: Date;
    /** Only what nobody else had to agree to. */
    readonly alone?: boolean;
    /** A run being assessed again does not count against itself. */
    readonly exceptRunId?: string | null;
  },
): Promise<Money[]> {
  const { actions, actorId, supplierId, since, exceptRunId, alone = false } = request;
  const rows: { currency: string; amountMinor: string | number }[] = await sql('action_runs')
    .whereIn('action', [...actions])
    .whereNotNull('amount_minor')
    .where('requested_at', '>', since)
    .whereNotIn('state', ['failed', 'rejected', 'expired'])
    .modify((query) => {
      if (actorId !== undefined) void query.where({ requested_by: actorId });
      if (supplierId !== undefined) void query.where({ supplier_id: supplierId });
      if (alone) void query.whereNull('approval_id');
      if (exceptRunId !== undefined && exceptRunId !== null) void query.whereNot({ id: exceptRunId });
    })
    .groupBy('currency')
    .select('currency')
    .sum({ amountMinor: 'amount_minor' });
  return rows.map(({ currency, amountMinor }) => ({ currency, amountMinor: Number(amountMinor) }));
}
