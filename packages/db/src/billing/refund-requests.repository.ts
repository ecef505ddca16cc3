import type {
  ProviderRefundStatus,
  RefundInput,
  RefundOutcome,
  RefundReasonCode,
  RefundRequestState,
} from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import { channels, type Reader, type Writer } from '../platform/index.ts';
import { tellStory } from '../suppliers/index.ts';

type Lines = readonly Readonly<NonNullable<RefundInput['lines']>[number]>[];

export type NewRefundRequest = {
  readonly id: string;
  readonly actionRunId: string;
  readonly chargeId: string;
  readonly supplierId: string | null;
  readonly provider: string;
  readonly outcome: RefundOutcome;
  readonly amountMinor: number;
  readonly currency: string;
  readonly lines: Lines | null;
  readonly creditLines: Lines | null;
  readonly invoiceId: string | null;
  readonly subscriptionId: string | null;
  readonly reasonCode: RefundReasonCode;
  readonly note: string | null;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly approvedBy: string | null;
  readonly requestedAt: Date;
};

/** A request whose turn it is, with all the worker needs to call the provider. */
export type DueRefundRequest = Pick<
  NewRefundRequest,
  | 'id'
  | 'actionRunId'
  | 'chargeId'
  | 'outcome'
  | 'amountMinor'
  | 'currency'
  | 'lines'
  | 'creditLines'
  | 'invoiceId'
  | 'subscriptionId'
  | 'reasonCode'
> & {
  /** `sending` on the first attempt; `unknown` when an earlier one may have taken effect. */
  readonly state: RefundRequestState;
  readonly attempts: number;
  readonly createdAt: Date;
};

/** Keeps the request, tells of it, and wakes the worker when the transaction commits. */
export async function insertRefundRequest(writer: Writer, request: NewRefundRequest): Promise<void> {
  await writer.sql('refund_requests').insert({
    id: request.id,
    action_run_id: request.actionRunId,
    charge_id: request.chargeId,
    supplier_id: request.supplierId,
    provider: request.provider,
    outcome: request.outcome,
    amount_minor: request.amountMinor,
    currency: request.currency,
    lines: json(request.lines),
    credit_lines: json(request.creditLines),
    invoice_id: request.invoiceId,
    subscription_id: request.subscriptionId,
    reason_code: request.reasonCode,
    note: request.note,
    requested_by: request.requestedBy,
    requested_by_name: request.requestedByName,
    approved_by: request.approvedBy,
  });
  await tellOfRefundRequest(writer, { ...request, state: 'queued' }, request.requestedAt, {
    title: `Refund of ${formatMoney(request)} on its way to the provider`,
    actorName: request.requestedByName,
  });
  await writer.sql.raw('select pg_notify(?, ?)', [channels.refunds, request.id]);
}

function json(lines: Lines | null): string | null {
  return lines === null ? null : JSON.stringify(lines);
}

type Told = Pick<RefundStanding, 'id' | 'supplierId' | 'chargeId' | 'amountMinor' | 'currency' | 'outcome' | 'state'>;

/** Lets screens know that a request moved on; with a story, also the supplier's timeline. */
export async function tellOfRefundRequest(
  writer: Writer,
  request: Told,
  at: Date,
  story?: { readonly title: string; readonly actorName: string },
): Promise<void> {
  const { id, supplierId, chargeId, amountMinor, currency, outcome, state } = request;
  await tellStory(
    writer,
    {
      type: 'refund_request.changed',
      supplierId,
      resource: 'refund-requests',
      resourceId: id,
      summary: `Refund of ${formatMoney(request)}: ${state}`,
      payload: { refundRequestId: id, chargeId, amountMinor, currency, outcome, state },
      occurredAt: at,
    },
    story && { ...story, kind: 'refund', source: 'refund-desk', sourceId: `${id}:${state}` },
  );
}

/**
 * Takes one request whose time has come and commits to calling the provider about it: the attempt is on record before the call, and the next
 * look is set far enough ahead that nobody else calls meanwhile.
 */
export async function claimDueRefund(
  writer: Writer,
  provider: string,
  leaseMs: number,
): Promise<DueRefundRequest | undefined> {
  const result: { rows: DueRefundRequest[] } = await writer.sql.raw(
    `update refund_requests set state = case when state = 'queued' then 'sending' else 'unknown' end, attempts = attempts + 1,
       next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
     where id = (select id from refund_requests where next_attempt_at <= clock_timestamp() and provider = ? order by next_attempt_at limit 1 for update skip locked)
     returning id, action_run_id as "actionRunId", charge_id as "chargeId", outcome, amount_minor as "amountMinor", currency, lines,
       credit_lines as "creditLines", invoice_id as "invoiceId", subscription_id as "subscriptionId", reason_code as "reasonCode", state, attempts, created_at as "createdAt"`,
    [leaseMs, provider],
  );
  return result.rows[0];
}

export type RefundStanding = {
  readonly id: string;
  readonly state: RefundRequestState;
  readonly outcome: RefundOutcome;
  readonly chargeId: string;
  readonly actionRunId: string;
  readonly requestedBy: string;
  /** Also known when the charge found its supplier only after the request was made. */
  readonly supplierId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly providerRefundId: string | null;
};

/** The request behind a provider's refund, locked; undefined when the refund was made elsewhere. */
export async function lockRefundRequest(
  writer: Writer,
  by: { readonly id: string } | { readonly providerRefundId: string },
): Promise<RefundStanding | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['provider_refund_id', by.providerRefundId];
  const result: { rows: RefundStanding[] } = await writer.sql.raw(
    `select r.id, r.state, r.outcome, r.charge_id as "chargeId", r.action_run_id as "actionRunId", r.requested_by as "requestedBy",
       coalesce(r.supplier_id, (select c.supplier_id from charges c where c.id = r.charge_id)) as "supplierId",
       r.amount_minor as "amountMinor", r.currency, r.provider_refund_id as "providerRefundId"
     from refund_requests r where r.?? = ? for update of r`,
    [column, value],
  );
  return result.rows[0];
}

export type MirroredRefund = {
  readonly id: string;
  readonly status: ProviderRefundStatus;
  readonly refundRequestId: string | null;
  readonly failureReason: string | null;
};

/** What the mirror says of a provider's refund. */
export async function findMirroredRefund({ sql }: Reader, id: string): Promise<MirroredRefund | undefined> {
  return sql('refunds').where({ id }).first({
    id: 'id',
    status: 'status',
    refundRequestId: 'refund_request_id',
    failureReason: 'failure_reason',
  });
}

export type RefundUpdate = {
  readonly state: RefundRequestState;
  readonly providerRefundId?: string;
  readonly providerCreditNoteId?: string;
  readonly error: string | null;
  /** When to call the provider again; null when it need not be called any more. */
  readonly nextAttemptInMs: number | null;
};

const settledStates: readonly RefundRequestState[] = ['succeeded', 'failed', 'cancelled'];

/** Records where a request stands. */
export async function updateRefundRequest(
  writer: Writer,
  { id, supplierId }: Pick<RefundStanding, 'id' | 'supplierId'>,
  update: RefundUpdate,
): Promise<void> {
  const { state, providerRefundId, providerCreditNoteId, error, nextAttemptInMs } = update;
  await writer
    .sql('refund_requests')
    .where({ id })
    .update({
      state,
      supplier_id: supplierId,
      error,
      ...(providerRefundId === undefined ? {} : { provider_refund_id: providerRefundId }),
      ...(providerCreditNoteId === undefined ? {} : { provider_credit_note_id: providerCreditNoteId }),
      next_attempt_at:
        nextAttemptInMs === null
          ? null
          : writer.sql.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [nextAttemptInMs]),
      settled_at: settledStates.includes(state) ? writer.sql.raw('coalesce(settled_at, clock_timestamp())') : null,
    });
}
