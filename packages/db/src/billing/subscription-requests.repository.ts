import type {
  SubscriptionRequestKind,
  SubscriptionRequestParams,
  SubscriptionRequestState,
} from '@wedsync/domain/billing';
import type { GuardedAct } from '@wedsync/domain/suppliers';
import { channels, type Writer } from '../platform/index.ts';
import { tellStory } from '../suppliers/index.ts';

/** A kind of request with what the worker needs for it. */
type Asked = {
  readonly [Kind in SubscriptionRequestKind]: { readonly kind: Kind; readonly params: SubscriptionRequestParams[Kind] };
}[SubscriptionRequestKind];

type Common = {
  readonly id: string;
  readonly actionRunId: string;
  readonly title: string;
  readonly subscriptionId: string | null;
  readonly invoiceId: string | null;
  readonly customerId: string;
  readonly supplierId: string | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  /** What a guarded day holds back; null when the supplier loses nothing. */
  readonly guardedAct: GuardedAct | null;
};

export type NewSubscriptionRequest = Asked &
  Common & {
    readonly provider: string;
    /** False for what leaves the subscription as it is, such as credit. */
    readonly changesSubscription: boolean;
    readonly guardOverriddenBy: string | null;
    /** Null is at once. */
    readonly notBefore: Date | null;
    readonly requestedBy: string;
    readonly requestedByName: string;
    readonly approvedBy: string | null;
    readonly requestedAt: Date;
  };

/** A request whose turn it is. `sending` on the first attempt; `unknown` when an earlier one may have taken effect. */
export type DueSubscriptionRequest = Asked &
  Common & {
    readonly state: SubscriptionRequestState;
    readonly attempts: number;
    readonly guardOverriddenBy: string | null;
    readonly requestedBy: string;
  };

/** Keeps the request, tells of it, and wakes the worker when the transaction commits. */
export async function insertSubscriptionRequest(writer: Writer, request: NewSubscriptionRequest): Promise<void> {
  const state = request.notBefore === null ? 'queued' : 'scheduled';
  await writer.sql('subscription_requests').insert({
    id: request.id,
    action_run_id: request.actionRunId,
    kind: request.kind,
    subscription_id: request.subscriptionId,
    invoice_id: request.invoiceId,
    customer_id: request.customerId,
    supplier_id: request.supplierId,
    provider: request.provider,
    title: request.title,
    params: JSON.stringify({ ...request.params, guardedAct: request.guardedAct }),
    amount_minor: request.amountMinor,
    currency: request.currency,
    state,
    changes_subscription: request.changesSubscription,
    lowers: request.guardedAct !== null,
    guard_overridden_by: request.guardOverriddenBy,
    ...(request.notBefore === null ? {} : { next_attempt_at: request.notBefore }),
    requested_by: request.requestedBy,
    requested_by_name: request.requestedByName,
    approved_by: request.approvedBy,
  });
  const story = `${request.title}${request.notBefore === null ? '' : `, on ${request.notBefore.toISOString().slice(0, 10)}`}`;
  await tellOfSubscriptionRequest(writer, { ...request, state }, request.requestedAt, {
    title: story,
    actorName: request.requestedByName,
  });
  await wakeSubscriptionDesk(writer, request.id);
}

/** Looks at the desk's requests when the transaction commits. */
async function wakeSubscriptionDesk({ sql }: Writer, id: string): Promise<void> {
  await sql.raw('select pg_notify(?, ?)', [channels.subscriptions, id]);
}

type Told = Pick<Common, 'id' | 'title' | 'subscriptionId' | 'supplierId'> & {
  readonly kind: SubscriptionRequestKind;
  readonly state: SubscriptionRequestState;
};

/** Lets screens know that a request moved on; with a story, also the supplier's timeline. */
export async function tellOfSubscriptionRequest(
  writer: Writer,
  { id, title, kind, state, subscriptionId, supplierId }: Told,
  at: Date,
  story?: { readonly title: string; readonly actorName: string },
): Promise<void> {
  await tellStory(
    writer,
    {
      type: 'subscription_request.changed',
      supplierId,
      resource: 'subscription-requests',
      resourceId: id,
      summary: `${title}: ${state}`,
      payload: { subscriptionRequestId: id, subscriptionId, kind, state },
      occurredAt: at,
    },
    story && { ...story, kind: 'subscription', source: 'subscription-desk', sourceId: `${id}:${state}` },
  );
}

/**
 * Takes one request whose time has come and commits to calling the provider about it: the attempt is on record before the call, and the next look is set
 * far enough ahead that nobody else calls meanwhile.
 */
export async function claimDueSubscriptionRequest(
  writer: Writer,
  leaseMs: number,
): Promise<DueSubscriptionRequest | undefined> {
  const result: { rows: DueSubscriptionRequest[] } = await writer.sql.raw(
    `update subscription_requests set state = case when state in ('queued', 'scheduled') then 'sending' else 'unknown' end, attempts = attempts + 1,
       next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
     where id = (select id from subscription_requests where next_attempt_at <= clock_timestamp() order by next_attempt_at limit 1 for update skip locked)
     returning id, action_run_id as "actionRunId", kind, params - 'guardedAct' as params, params ->> 'guardedAct' as "guardedAct", title,
       subscription_id as "subscriptionId", invoice_id as "invoiceId", customer_id as "customerId", supplier_id as "supplierId",
       amount_minor as "amountMinor", currency, state, attempts, guard_overridden_by as "guardOverriddenBy", requested_by as "requestedBy"`,
    [leaseMs],
  );
  return result.rows[0];
}

export type SubscriptionRequestStanding = Told & {
  readonly actionRunId: string;
  readonly requestedBy: string;
  readonly amountMinor: number | null;
  readonly currency: string | null;
};

const standingColumns = `r.id, r.kind, r.state, r.title, r.subscription_id as "subscriptionId", r.action_run_id as "actionRunId", r.requested_by as "requestedBy",
  r.supplier_id as "supplierId", r.amount_minor as "amountMinor", r.currency`;

/** Where a request stands, locked until the transaction ends. */
export async function lockSubscriptionRequest(
  writer: Writer,
  id: string,
): Promise<SubscriptionRequestStanding | undefined> {
  const result: { rows: SubscriptionRequestStanding[] } = await writer.sql.raw(
    `select ${standingColumns} from subscription_requests r where r.id = ? for update of r`,
    [id],
  );
  return result.rows[0];
}

/**
 * Requests whose effect the mirror shows: the subscription names the request, or has ended as was asked. Locked until the transaction ends.
 * @param subscriptionIds subscriptions the mirror has just heard of
 */
export async function lockShownRequests(
  writer: Writer,
  subscriptionIds: readonly string[],
): Promise<SubscriptionRequestStanding[]> {
  if (subscriptionIds.length === 0) return [];
  const result: { rows: SubscriptionRequestStanding[] } = await writer.sql.raw(
    `select ${standingColumns} from subscription_requests r join subscriptions s on s.id = r.subscription_id
     where r.subscription_id = any(?) and r.changes_subscription and r.state in ('sending', 'unknown', 'pending')
       and (s.raw -> 'metadata' ->> 'subscription_request_id' = r.id or (r.kind = 'cancel_now' and s.status = 'canceled'))
     order by r.id for update of r`,
    [[...subscriptionIds]],
  );
  return result.rows;
}

export type SubscriptionRequestUpdate = {
  readonly state: SubscriptionRequestState;
  readonly providerReference?: string;
  readonly error: string | null;
  /** When to look at it again, in milliseconds from now or at an instant; null when the provider need not be called any more. */
  readonly nextAttempt: number | Date | null;
};

const settledStates: readonly SubscriptionRequestState[] = ['succeeded', 'failed', 'cancelled'];

/** Records where a request stands. */
export async function updateSubscriptionRequest(
  { sql }: Writer,
  id: string,
  { state, providerReference, error, nextAttempt }: SubscriptionRequestUpdate,
): Promise<void> {
  await sql('subscription_requests')
    .where({ id })
    .update({
      state,
      error,
      ...(providerReference === undefined ? {} : { provider_reference: providerReference }),
      next_attempt_at:
        typeof nextAttempt === 'number'
          ? sql.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [nextAttempt])
          : nextAttempt,
      settled_at: settledStates.includes(state) ? sql.raw('coalesce(settled_at, clock_timestamp())') : null,
    });
}

/** Brings forward a request that waits. @returns false when it waits no longer */
export async function sendNow(writer: Writer, id: string): Promise<boolean> {
  const touched = await writer
    .sql('subscription_requests')
    .where({ id, state: 'scheduled' })
    .update({ next_attempt_at: writer.sql.raw('clock_timestamp()') });
  await wakeSubscriptionDesk(writer, id);
  return touched > 0;
}

/** Takes back a request that nobody has sent yet. @returns false when it is too late */
export async function withdrawSubscriptionRequest(writer: Writer, id: string): Promise<boolean> {
  const touched = await writer
    .sql('subscription_requests')
    .where({ id })
    .whereIn('state', ['scheduled', 'queued'])
    .update({ state: 'cancelled', next_attempt_at: null, settled_at: writer.sql.raw('clock_timestamp()') });
  return touched > 0;
}
