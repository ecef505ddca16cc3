import type { CaseState, DeclineClass, DunningStage, PlannedStep } from '@wedsync/domain/billing';
import type { WeddingGuard } from '@wedsync/domain/suppliers';
import { cancelMessages } from '../../delivery/index.ts';
import { channels, type Reader, type Writer } from '../../platform/index.ts';
import type { Debt } from './debt-facts.queries.ts';

/** A case as the rules see it, locked by whoever holds it. */
export type CaseRow = {
  readonly id: string;
  readonly provider: string;
  readonly invoiceId: string;
  readonly subscriptionId: string | null;
  readonly customerId: string | null;
  readonly supplierId: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  readonly state: CaseState;
  readonly declineClass: DeclineClass;
  readonly declineCode: string | null;
  readonly attemptCount: number;
  readonly cardBrand: string | null;
  readonly cardFingerprint: string | null;
  readonly stage: DunningStage | null;
  readonly access: 'read_only' | 'suspended' | null;
  readonly openedAt: Date;
  readonly startsAt: Date;
  readonly closedAt: Date | null;
  readonly holdKind: 'pause' | 'promise' | null;
  readonly heldUntil: Date | null;
  readonly graceDays: number;
  readonly nextStage: DunningStage | null;
  readonly nextStepAt: Date | null;
  readonly version: number;
};

const columns = {
  id: 'd.id',
  provider: 'd.provider',
  invoiceId: 'd.invoice_id',
  subscriptionId: 'd.subscription_id',
  customerId: 'd.customer_id',
  supplierId: 'd.supplier_id',
  currency: 'd.currency',
  amountMinor: 'd.amount_minor',
  state: 'd.state',
  declineClass: 'd.decline_class',
  declineCode: 'd.decline_code',
  attemptCount: 'd.attempt_count',
  cardBrand: 'd.card_brand',
  cardFingerprint: 'd.card_fingerprint',
  stage: 'd.stage',
  access: 'd.access',
  openedAt: 'd.opened_at',
  startsAt: 'd.starts_at',
  closedAt: 'd.closed_at',
  holdKind: 'd.hold_kind',
  heldUntil: 'd.held_until',
  graceDays: 'd.grace_days',
  nextStage: 'd.next_stage',
  nextStepAt: 'd.next_step_at',
  version: 'd.version',
} as const;

/** Which cases there are of these invoices, locked in one order so that transactions that overlap never wait in a circle. */
export async function lockCasesOf({ sql }: Writer, invoiceIds: readonly string[]): Promise<Map<string, CaseRow>> {
  if (invoiceIds.length === 0) return new Map();
  const rows: CaseRow[] = await sql('dunning_cases as d')
    .whereIn('d.invoice_id', [...invoiceIds])
    .orderBy('d.invoice_id')
    .forUpdate()
    .select(columns);
  return new Map(rows.map((row) => [row.invoiceId, row]));
}

/** Open cases of these customers that wait for nothing, locked: nobody knew whose they were. */
export async function lockUnplannedCases({ sql }: Writer, customerIds: readonly string[]): Promise<CaseRow[]> {
  return sql('dunning_cases as d')
    .whereIn('d.customer_id', [...customerIds])
    .where('d.state', 'open')
    .whereNull('d.next_step_at')
    .orderBy('d.invoice_id')
    .forUpdate()
    .select(columns);
}

export async function lockCase({ sql }: Writer, id: string): Promise<CaseRow | undefined> {
  return sql('dunning_cases as d').where('d.id', id).forUpdate().first(columns);
}

/** A case as it stands, for deciding what may be done. */
export async function findCase({ sql }: Reader, id: string): Promise<CaseRow | undefined> {
  return sql('dunning_cases as d').where('d.id', id).first(columns);
}

/** One case whose next step is due, locked; others that are due are left to other workers. */
export async function claimDueCase({ sql }: Writer, now: Date): Promise<CaseRow | undefined> {
  return sql('dunning_cases as d')
    .where('d.next_step_at', '<=', now)
    .orderBy('d.next_step_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .first(columns);
}

/** Promises and pauses whose day has passed, locked. */
export async function claimEndedHolds({ sql }: Writer, now: Date, limit: number): Promise<CaseRow[]> {
  return sql('dunning_cases as d')
    .whereNotNull('d.hold_kind')
    .where('d.held_until', '<=', now)
    .orderBy('d.held_until')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select(columns);
}

export type NewCase = {
  readonly id: string;
  readonly debt: Debt;
  readonly declineClass: DeclineClass;
  readonly declineCode: string | null;
  readonly openedAt: Date;
  readonly startsAt: Date;
  /** When it was over before it was known. */
  readonly closed?: { readonly state: 'recovered' | 'lost'; readonly at: Date };
};

export async function insertCase(writer: Writer, { id, debt, ...more }: NewCase): Promise<CaseRow> {
  await writer.sql('dunning_cases').insert({
    id,
    provider: debt.provider,
    invoice_id: debt.invoiceId,
    subscription_id: debt.subscriptionId,
    customer_id: debt.customerId,
    decline_class: more.declineClass,
    decline_code: more.declineCode,
    opened_at: more.openedAt,
    starts_at: more.startsAt,
    ...(more.closed === undefined ? {} : { state: more.closed.state, closed_at: more.closed.at }),
    ...figuresOf(debt),
  });
  const row = await lockCase(writer, id);
  if (row === undefined) throw new Error('A case was written and cannot be read back.');
  return row;
}

/** What the mirror keeps telling anew about a case. */
function figuresOf(debt: Debt) {
  const { supplierId, currency, nextAttemptAt, lastChargeId, cardBrand, cardLast4, cardFingerprint, facts } = debt;
  return {
    supplier_id: supplierId,
    currency,
    amount_minor: facts.remainingMinor,
    attempt_count: facts.attemptCount,
    next_attempt_at: nextAttemptAt,
    last_charge_id: lastChargeId,
    card_brand: cardBrand,
    card_last4: cardLast4,
    card_fingerprint: cardFingerprint,
  };
}

export type CaseChange = Partial<
  Pick<
    CaseRow,
    | 'state'
    | 'declineClass'
    | 'declineCode'
    | 'stage'
    | 'access'
    | 'openedAt'
    | 'startsAt'
    | 'closedAt'
    | 'holdKind'
    | 'heldUntil'
    | 'graceDays'
    | 'supplierId'
  > & { readonly holdReason: string | null; readonly heldBy: string | null }
>;

const columnOf: Readonly<Record<keyof CaseChange, string>> = {
  state: 'state',
  declineClass: 'decline_class',
  declineCode: 'decline_code',
  stage: 'stage',
  access: 'access',
  openedAt: 'opened_at',
  startsAt: 'starts_at',
  closedAt: 'closed_at',
  holdKind: 'hold_kind',
  heldUntil: 'held_until',
  graceDays: 'grace_days',
  supplierId: 'supplier_id',
  holdReason: 'hold_reason',
  heldBy: 'held_by',
};

function changed(change: CaseChange): Record<string, unknown> {
  const set: Record<string, unknown> = {};
  for (const key of Object.keys(columnOf))
    if (isField(key) && change[key] !== undefined) set[columnOf[key]] = change[key];
  return set;
}

function isField(key: string): key is keyof CaseChange {
  return key in columnOf;
}

export async function updateCase({ sql }: Writer, id: string, change: CaseChange): Promise<void> {
  const set = changed(change);
  if (Object.keys(set).length > 0) await sql('dunning_cases').where({ id }).update(set);
}

/** Keeps what the mirror says now, beside whatever else changes. */
export async function followDebt({ sql }: Writer, id: string, debt: Debt, change: CaseChange = {}): Promise<void> {
  await sql('dunning_cases')
    .where({ id })
    .update({ ...figuresOf(debt), ...changed(change) });
  await sql('dunning_steps').where({ case_id: id }).update({ supplier_id: debt.supplierId });
}

/** Replaces the steps to come. None: the case waits for nothing any more. */
export async function keepPlan(
  { sql }: Writer,
  { id, supplierId }: Pick<CaseRow, 'id' | 'supplierId'>,
  steps: readonly PlannedStep[],
): Promise<void> {
  await sql('dunning_steps').where({ case_id: id, state: 'planned' }).delete();
  if (steps.length > 0)
    await sql('dunning_steps').insert(
      steps.map(({ stage, dueAt, actsAt, guard }) => ({
        case_id: id,
        supplier_id: supplierId,
        stage,
        due_at: dueAt,
        acts_at: actsAt,
        guard: guard?.reason ?? null,
        guard_date: guard?.localDate ?? null,
      })),
    );
  const [next] = steps;
  // On a guarded day the case wakes when it is due, so that what is put off goes on record then.
  const wakesAt = next === undefined ? null : next.guard === null ? next.actsAt : next.dueAt;
  await sql('dunning_cases')
    .where({ id })
    .update({ next_stage: next?.stage ?? null, next_step_at: wakesAt });
  if (wakesAt !== null) await sql.raw('select pg_notify(?, ?)', [channels.collections, id]);
}

/** The next step waits for a free day. */
export async function putOffStep(
  { sql }: Writer,
  { id, nextStage }: Pick<CaseRow, 'id' | 'nextStage'>,
  until: Date,
  guard: WeddingGuard | null,
): Promise<void> {
  const why = guard === null ? {} : { guard: guard.reason, guard_date: guard.localDate };
  await sql('dunning_steps')
    .where({ case_id: id, stage: nextStage })
    .update({ acts_at: until, ...why });
  await sql('dunning_cases').where({ id }).update({ next_step_at: until });
}

/**
 * A step that a guarded day put off happens now: the next one of its case, or the end of a subscription that waits to be asked for.
 * @param putOff the case and the stage, as the guard has them on record: `<case>:<stage>`
 */
export async function releasePutOffStep({ sql }: Writer, putOff: string, now: Date): Promise<void> {
  const [id = '', stage = ''] = putOff.split(':');
  await sql('dunning_cases').where({ id, next_stage: stage }).update({ next_step_at: now });
  if (stage === 'cancel')
    await sql('collection_requests')
      .where({ case_id: id, kind: 'cancel', state: 'queued' })
      .update({ next_attempt_at: sql.raw('clock_timestamp()') });
  await sql.raw('select pg_notify(?, ?)', [channels.collections, id]);
}

export type BehindStep = { readonly stage: DunningStage; readonly doneAt: Date };

/** Stages that are over in a case, whether they acted or were skipped. */
export async function stepsBehind({ sql }: Reader, caseId: string): Promise<BehindStep[]> {
  return sql('dunning_steps')
    .where({ case_id: caseId })
    .whereNot({ state: 'planned' })
    .select({ stage: 'stage', doneAt: 'done_at' });
}

export type SettledStep = {
  readonly stage: DunningStage;
  readonly state: 'done' | 'skipped' | 'passed';
  readonly at: Date;
  readonly note: string;
  readonly messageId?: string | null;
};

/** Records that a stage is over. */
export async function settleStep(
  { sql }: Writer,
  { id, supplierId }: Pick<CaseRow, 'id' | 'supplierId'>,
  { stage, state, at, note, messageId = null }: SettledStep,
): Promise<void> {
  const over = { state, done_at: at, note, message_id: messageId };
  await sql('dunning_steps')
    .insert({ case_id: id, supplier_id: supplierId, stage, due_at: at, acts_at: at, ...over })
    .onConflict(['case_id', 'stage'])
    .merge(over);
}

/** Forgets what was done, because the debt is a new one: a debit that had worked came back. */
export async function forgetSteps({ sql }: Writer, caseId: string): Promise<void> {
  await sql('dunning_steps').where({ case_id: caseId }).delete();
}

/** Letters of the case that have not left yet stay here. @returns how many */
export async function stopLetters(writer: Writer, caseId: string, why: string): Promise<number> {
  const letters: string[] = await writer
    .sql('dunning_steps')
    .where({ case_id: caseId })
    .whereNotNull('message_id')
    .pluck('message_id');
  return cancelMessages(writer, letters, why);
}

/** Where cases stand, by id. */
export async function statesOfCases({ sql }: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, CaseState>> {
  const rows: { id: string; state: CaseState }[] = await sql('dunning_cases')
    .whereIn('id', [...ids])
    .select('id', 'state');
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** When attempts with a card failed, of all customers, since a moment. */
export async function failedAttempts({ sql }: Reader, fingerprint: string | null, since: Date): Promise<Date[]> {
  if (fingerprint === null) return [];
  const rows: { at: Date }[] = await sql('charges')
    .where({ card_fingerprint: fingerprint, status: 'failed' })
    .where('created_at', '>', since)
    .select({ at: 'created_at' });
  return rows.map(({ at }) => at);
}
