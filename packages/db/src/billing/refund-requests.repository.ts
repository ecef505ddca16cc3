import type { RefundInput, RefundOutcome, RefundReasonCode, RefundRequestState } from '@wedsync/domain/billing';
import { channels, type Writer } from '../platform/index.ts';

export type NewRefundRequest = {
  readonly id: string;
  readonly actionRunId: string;
  readonly chargeId: string;
  readonly supplierId: string | null;
  readonly provider: string;
  readonly outcome: RefundOutcome;
  readonly amountMinor: number;
  readonly currency: string;
  readonly lines: RefundInput['lines'] | null;
  readonly invoiceId: string | null;
  readonly subscriptionId: string | null;
  readonly reasonCode: RefundReasonCode;
  readonly note: string | null;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly approvedBy: string | null;
};

/** A request whose turn it is, with all the worker needs to call the provider. */
export type DueRefundRequest = Omit<NewRefundRequest, 'actionRunId' | 'requestedByName' | 'approvedBy' | 'note'> & {
  readonly actionRunId: string;
  readonly state: RefundRequestState;
  readonly attempts: number;
};

/** Keeps the request and wakes the worker when the transaction commits. */
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
    lines: request.lines == null ? null : JSON.stringify(request.lines),
    invoice_id: request.invoiceId,
    subscription_id: request.subscriptionId,
    reason_code: request.reasonCode,
    note: request.note,
    requested_by: request.requestedBy,
    requested_by_name: request.requestedByName,
    approved_by: request.approvedBy,
  });
  await writer.sql.raw('select pg_notify(?, ?)', [channels.refunds, request.id]);
}

/**
 * Takes one request whose time has come and commits to calling the provider about it: the attempt is on record before the call, and the next
 * look is set far enough ahead that nobody else calls meanwhile.
 */
export async function claimDueRefund(writer: Writer, leaseMs: number): Promise<DueRefundRequest | undefined> {
  const result: { rows: DueRefundRequest[] } = await writer.sql.raw(
    `update refund_requests set state = case when state = 'queued' then 'sending' else 'unknown' end, attempts = attempts + 1,
       next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
     where id = (select id from refund_requests where next_attempt_at <= clock_timestamp() order by next_attempt_at limit 1 for update skip locked)
     returning id, action_run_id as "actionRunId", charge_id as "chargeId", supplier_id as "supplierId", provider, outcome, amount_minor as "amountMinor", currency,
       lines, invoice_id as "invoiceId", subscription_id as "subscriptionId", reason_code as "reasonCode", requested_by as "requestedBy", state, attempts`,
    [leaseMs],
  );
  return result.rows[0];
}

export type RefundStanding = {
  readonly id: string;
  readonly state: RefundRequestState;
  readonly actionRunId: string;
  readonly requestedBy: string;
  readonly supplierId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
};

/** The request behind a provider's refund, locked; undefined when the refund was made elsewhere. */
export async function lockRefundRequest(
  writer: Writer,
  by: { readonly id: string } | { readonly providerRefundId: string },
): Promise<RefundStanding | undefined> {
  const match = 'id' in by ? { id: by.id } : { provider_refund_id: by.providerRefundId };
  const row: RefundStanding | undefined = await writer
    .sql('refund_requests')
    .where(match)
    .forUpdate()
    .first({
      id: 'id',
      state: 'state',
      actionRunId: 'action_run_id',
      requestedBy: 'requested_by',
      supplierId: 'supplier_id',
      amountMinor: 'amount_minor',
      currency: 'currency',
    });
  return row;
}

export type RefundUpdate = {
  readonly state: RefundRequestState;
  readonly providerRefundId?: string | null;
  readonly providerCreditNoteId?: string | null;
  readonly error?: string | null;
  /** When to call the provider again; null when it need not be called any more. */
  readonly nextAttemptInMs: number | null;
};

const settledStates: readonly RefundRequestState[] = ['succeeded', 'failed', 'cancelled'];

/** Records where a request stands. */
export async function updateRefundRequest(writer: Writer, id: string, update: RefundUpdate): Promise<void> {
  const { state, providerRefundId, providerCreditNoteId, error, nextAttemptInMs } = update;
  await writer
    .sql('refund_requests')
    .where({ id })
    .update({
      state,
      ...(providerRefundId === undefined ? {} : { provider_refund_id: providerRefundId }),
      ...(providerCreditNoteId === undefined ? {} : { provider_credit_note_id: providerCreditNoteId }),
      ...(error === undefined ? {} : { error }),
      next_attempt_at:
        nextAttemptInMs === null
          ? null
          : writer.sql.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [nextAttemptInMs]),
      settled_at: settledStates.includes(state) ? writer.sql.raw('coalesce(settled_at, clock_timestamp())') : null,
    });
}
