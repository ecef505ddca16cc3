import type { Evidence } from '@wedsync/domain/billing';
import type { Reader, Writer } from '../../platform/index.ts';

export type DisputeStanding = {
  readonly id: string;
  readonly provider: string;
  readonly status: string;
  readonly reason: string;
  readonly supplierId: string | null;
  readonly chargeId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueBy: Date | null;
  readonly evidence: Evidence;
  readonly version: number;
};

/** A dispute and the draft of its answer; undefined when there is none in scope. */
export async function findDisputeStanding({ sql }: Reader, id: string): Promise<DisputeStanding | undefined> {
  return sql('disputes as t')
    .leftJoin('dispute_answers as a', 'a.id', 't.id')
    .where('t.id', id)
    .first({
      id: 't.id',
      provider: 't.provider',
      status: 't.status',
      reason: 't.reason',
      supplierId: 't.supplier_id',
      chargeId: 't.charge_id',
      amountMinor: 't.amount_minor',
      currency: 't.currency',
      dueBy: 't.due_by',
      evidence: sql.raw(`coalesce(a.evidence, '{}')`),
      version: sql.raw('coalesce(a.version, 0)'),
    });
}

/** Keeps the draft as it is now. */
export async function saveEvidence(
  writer: Writer,
  { id, supplierId }: DisputeStanding,
  evidence: Evidence,
): Promise<void> {
  const saved = { evidence: JSON.stringify(evidence), last_saved_by_name: writer.actor.name };
  await writer
    .sql('dispute_answers')
    .insert({ id, supplier_id: supplierId, ...saved })
    .onConflict('id')
    .merge(saved);
}

/** The provider has it. */
export async function markAnswerSubmitted(
  { sql }: Writer,
  { disputeId, id }: { readonly disputeId: string | null; readonly id: string },
  at: Date,
): Promise<void> {
  const by = sql('collection_requests').where({ id }).select('requested_by_name');
  await sql('dispute_answers').where({ id: disputeId }).update({ submitted_at: at, submitted_by_name: by });
}

export type WaitingDispute = {
  readonly id: string;
  readonly supplierId: string | null;
  readonly ownerId: string | null;
  readonly reason: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly dueBy: Date;
};

/** Disputes the bank wants an answer to within the days, the most urgent first. */
export async function disputesDueWithin(
  { sql }: Reader,
  statuses: readonly string[],
  now: Date,
  days: number,
): Promise<WaitingDispute[]> {
  return sql('disputes as t')
    .leftJoin('suppliers as s', 's.id', 't.supplier_id')
    .whereNull('t.deleted_at')
    .whereIn('t.status', [...statuses])
    .where('t.due_by', '>', now)
    .whereRaw(`t.due_by <= ?::timestamptz + ? * interval '1 day'`, [now, days])
    .orderBy('t.due_by')
    .limit(500)
    .select({
      id: 't.id',
      supplierId: 't.supplier_id',
      ownerId: 's.owner_id',
      reason: 't.reason',
      amountMinor: 't.amount_minor',
      currency: 't.currency',
      dueBy: 't.due_by',
    });
}
