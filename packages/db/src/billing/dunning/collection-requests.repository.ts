import type { Provider } from '@wedsync/domain/billing';
import { createId } from '@wedsync/domain/platform';
import { channels, systemUuids, type Reader, type Writer } from '../../platform/index.ts';

/** What the worker can be asked to do about money that is owed or contested. */
export const collectionKinds = ['retry', 'card_link', 'cancel', 'evidence'] as const;
export type CollectionKind = (typeof collectionKinds)[number];

export type NewCollectionRequest = {
  readonly id?: string;
  readonly kind: CollectionKind;
  readonly caseId: string | null;
  readonly disputeId: string | null;
  readonly supplierId: string | null;
  /** The provider's object it is about: an invoice, a customer, a subscription or a dispute. */
  readonly targetId: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly actionRunId: string | null;
  readonly requestedBy: string;
  readonly requestedByName: string;
};

/** Asks the worker, once while the same is under way. @returns the request's id, or null when it was */
export async function askProvider(writer: Writer, request: NewCollectionRequest): Promise<string | null> {
  const inserted: { id: string }[] = await writer
    .sql('collection_requests')
    .insert({
      id: request.id ?? createId('collectionRequest', systemUuids.next()),
      action_run_id: request.actionRunId,
      kind: request.kind,
      case_id: request.caseId,
      dispute_id: request.disputeId,
      supplier_id: request.supplierId,
      target_id: request.targetId,
      params: JSON.stringify(request.params ?? {}),
      requested_by: request.requestedBy,
      requested_by_name: request.requestedByName,
    })
    .onConflict(writer.sql.raw(`(kind, target_id) where state in ('queued', 'sending', 'unknown')`))
    .ignore()
    .returning('id');
  await writer.sql.raw('select pg_notify(?, ?)', [channels.collections, request.targetId]);
  return inserted[0]?.id ?? null;
}

export type CollectionRequest = {
  readonly id: string;
  readonly kind: CollectionKind;
  readonly caseId: string | null;
  readonly disputeId: string | null;
  readonly supplierId: string | null;
  readonly targetId: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly actionRunId: string | null;
  readonly requestedBy: string;
  /** `sending` on the first attempt; `unknown` when an earlier one may have taken effect. */
  readonly state: 'queued' | 'sending' | 'unknown' | 'succeeded' | 'failed' | 'cancelled';
  readonly attempts: number;
};

const columns = `id, kind, case_id as "caseId", dispute_id as "disputeId", supplier_id as "supplierId", target_id as "targetId", params,
  action_run_id as "actionRunId", requested_by as "requestedBy", state, attempts`;

/** Takes one request to a provider whose time has come; the attempt is on record before the call, and nobody else calls meanwhile. */
export async function claimCollectionRequest(
  writer: Writer,
  provider: Provider,
  leaseMs: number,
): Promise<CollectionRequest | undefined> {
  const result: { rows: CollectionRequest[] } = await writer.sql.raw(
    `update collection_requests set state = case when state = 'queued' then 'sending' else 'unknown' end, attempts = attempts + 1,
       next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
     where id = (select r.id from collection_requests r where r.next_attempt_at <= clock_timestamp() and ${providerOf} = ?
       order by r.next_attempt_at limit 1 for update skip locked)
     returning ${columns}`,
    [leaseMs, provider],
  );
  return result.rows[0];
}

/** Evidence is handed in at Stripe alone; everything else is asked of whoever the debt is with. */
const providerOf = `coalesce((select d.provider from dunning_cases d where d.id = r.case_id), 'stripe')`;

export type CollectionUpdate = {
  readonly state: CollectionRequest['state'];
  readonly error?: string | null;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly nextAttemptInMs: number | null;
};

/** Records where a request stands, unless somebody called it off meanwhile. @returns whether it did */
export async function updateCollectionRequest(
  { sql }: Writer,
  id: string,
  { state, error = null, result, nextAttemptInMs }: CollectionUpdate,
): Promise<boolean> {
  const later = sql.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [nextAttemptInMs ?? 0]);
  const updated: number = await sql('collection_requests')
    .where({ id })
    .whereIn('state', ['sending', 'unknown'])
    .update({
      state,
      error,
      ...(result === undefined ? {} : { result: JSON.stringify(result) }),
      next_attempt_at: nextAttemptInMs === null ? null : later,
      settled_at: state === 'unknown' || state === 'queued' ? null : sql.raw('clock_timestamp()'),
    });
  return updated === 1;
}

/** Calls off what has not been sent yet in a case. @returns the action runs that waited for it */
export async function callOffRequests({ sql }: Writer, caseId: string, why: string): Promise<string[]> {
  const rows: { action_run_id: string | null }[] = await sql('collection_requests')
    .where({ case_id: caseId, state: 'queued' })
    .update({ state: 'cancelled', error: why, next_attempt_at: null, settled_at: sql.raw('clock_timestamp()') })
    .returning('action_run_id');
  return rows.flatMap(({ action_run_id: runId }) => runId ?? []);
}

/** Whether a request of this kind is on its way. */
export async function isUnderway({ sql }: Reader, kind: CollectionKind, targetId: string): Promise<boolean> {
  const found: unknown = await sql('collection_requests')
    .where({ kind, target_id: targetId })
    .whereIn('state', ['queued', 'sending', 'unknown'])
    .first('id');
  return found !== undefined;
}
