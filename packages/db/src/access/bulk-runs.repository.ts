import type { BulkRunState, BulkTargetState } from '@wedsync/domain/access';
import { SECOND_MS, type Money } from '@wedsync/domain/platform';
import { emitEvents, type Reader, type Writer } from '../platform/index.ts';

export type NewBulkRun = {
  readonly id: string;
  readonly action: string;
  readonly title: string;
  readonly resource: string;
  readonly input: unknown;
  readonly filter: unknown;
  readonly reason: string | null;
  readonly requestHash: string;
  readonly idempotencyKey: string;
  readonly sendsMail: boolean;
  readonly requestedAt: Date;
  readonly targets: readonly NewBulkTarget[];
};

export type NewBulkTarget = { readonly id: string; readonly label: string; readonly supplierId: string | null };

/** Puts what is asked on record together with the records it is asked of, so that both stay as they were meant. */
export async function insertBulkRun({ sql, actor }: Writer, { targets, ...run }: NewBulkRun): Promise<void> {
  await sql('bulk_runs').insert({
    id: run.id,
    action: run.action,
    title: run.title,
    resource: run.resource,
    input: JSON.stringify(run.input ?? {}),
    filter: JSON.stringify(run.filter),
    reason: run.reason,
    request_hash: run.requestHash,
    idempotency_key: run.idempotencyKey,
    sends_mail: run.sendsMail,
    total: targets.length,
    requested_by: actor.id,
    requested_by_name: actor.name,
    requested_at: run.requestedAt,
  });
  await sql.raw(
    `insert into bulk_run_targets (bulk_run_id, position, target_id, label, supplier_id)
     select ?, t.position, t.id, t.label, nullif(t.supplier_id, '')
     from unnest(?::text[], ?::text[], ?::text[]) with ordinality as t(id, label, supplier_id, position)`,
    [
      run.id,
      targets.map(({ id }) => id),
      targets.map(({ label }) => label),
      targets.map(({ supplierId }) => supplierId ?? ''),
    ],
  );
}

/** The bulk run an actor asked for under this key, with what tells whether the request is the same. */
export async function findBulkRunByKey(
  { sql, actor }: Reader,
  idempotencyKey: string,
): Promise<{ id: string; requestHash: string } | undefined> {
  return sql('bulk_runs')
    .where({ requested_by: actor.id, idempotency_key: idempotencyKey })
    .first('id', { requestHash: 'request_hash' });
}

/** A bulk run whose records are next. */
export type BulkRunAtWork = {
  readonly id: string;
  readonly state: 'checking' | 'running';
  readonly action: string;
  readonly resource: string;
  readonly input: unknown;
  readonly reason: string | null;
  readonly requestedBy: string;
};

/** Longer than a slice ever takes: whoever died in one is followed by another then. */
const leaseMs = 60 * SECOND_MS;

/**
 * Takes the bulk run whose turn it is: the one that nobody has worked on for longest. No other process takes the same until it is given back, or its
 * lease has run out.
 */
export async function claimBulkRun({ sql }: Writer): Promise<BulkRunAtWork | undefined> {
  const claimed: { rows: BulkRunAtWork[] } = await sql.raw(
    `update bulk_runs set locked_until = clock_timestamp() + ? * interval '1 ms' where id = (
       select id from bulk_runs where state in ('checking', 'running') and (locked_until is null or locked_until <= clock_timestamp())
       order by coalesce(locked_until, requested_at) limit 1 for update skip locked
     ) returning id, state, action, resource, input, reason, requested_by as "requestedBy"`,
    [leaseMs],
  );
  return claimed.rows[0];
}

/** Gives it back for whoever is free; others go first. */
export async function releaseBulkRun({ sql }: Writer, id: string): Promise<void> {
  await sql('bulk_runs')
    .where({ id })
    .update({ locked_until: sql.raw('clock_timestamp()') });
}

/** The next records in a state; none when the bulk run has left the state it was claimed in, as when somebody cancels it. */
export async function nextBulkTargets(
  { sql }: Reader,
  { id, state }: Pick<BulkRunAtWork, 'id' | 'state'>,
  limit: number,
): Promise<string[]> {
  const rows: { targetId: string }[] = await sql('bulk_run_targets as t')
    .join('bulk_runs as b', 'b.id', 't.bulk_run_id')
    .where({ 'b.id': id, 'b.state': state, 't.state': state === 'checking' ? 'unchecked' : 'allowed' })
    .orderBy('t.position')
    .limit(limit)
    .select({ targetId: 't.target_id' });
  return rows.map(({ targetId }) => targetId);
}

export type TargetOutcome = {
  readonly targetId: string;
  readonly state: Exclude<BulkTargetState, 'unchecked'>;
  readonly why?: string | null;
  readonly runId?: string | null;
  readonly supplierId?: string | null;
  readonly amount?: Money | null;
  readonly waits?: boolean;
};

/** Notes where a record stands now. Noting it again changes nothing. */
export async function noteBulkTarget({ sql }: Writer, bulkRunId: string, outcome: TargetOutcome): Promise<void> {
  const { targetId, state, why = null, runId, supplierId, amount, waits } = outcome;
  await sql('bulk_run_targets')
    .where({ bulk_run_id: bulkRunId, target_id: targetId })
    .update({
      state,
      why,
      run_id: runId,
      supplier_id: supplierId ?? undefined,
      amount_minor: amount?.amountMinor,
      currency: amount?.currency,
      waits,
    });
}

const stamps: Readonly<Partial<Record<BulkRunState, string>>> = {
  ready: 'checked_at',
  running: 'started_at',
  done: 'finished_at',
  cancelled: 'finished_at',
  failed: 'finished_at',
};

/** Moves a bulk run from one state to the next and tells the house. @returns false when it was not in that state any more */
export async function moveBulkRun(
  writer: Writer,
  id: string,
  { from, to, error }: { readonly from: readonly BulkRunState[]; readonly to: BulkRunState; readonly error?: string },
  at: Date,
): Promise<boolean> {
  const { sql } = writer;
  const stamp = stamps[to];
  const moved: { title: string; total: number; requestedBy: string }[] = await sql('bulk_runs')
    .where({ id })
    .whereIn('state', [...from])
    .update({ state: to, error: error ?? null, ...(stamp === undefined ? {} : { [stamp]: at }) })
    .returning(['title', 'total', 'requested_by as requestedBy']);
  const [run] = moved;
  if (run === undefined) return false;
  await emitEvents(writer, [
    {
      type: `bulk-run.${to}`,
      supplierId: null,
      resource: 'bulk-runs',
      resourceId: id,
      summary: `${run.title} for ${run.total}: ${to}`,
      payload: { requestedBy: run.requestedBy, total: run.total },
      occurredAt: at,
    },
  ]);
  return true;
}
