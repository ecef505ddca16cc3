import type { Money, Uuids } from '@wedsync/domain/platform';
import { createId } from '@wedsync/domain/platform';
import type { ExceptionState, ExceptionType } from '@wedsync/domain/revenue';
import { emitEvents, systemUuids, type Writer } from '../../platform/index.ts';
import type { DayRange } from './statement-lines.repository.ts';

export type Finding = Money & {
  readonly type: ExceptionType;
  readonly provider: string;
  /** The resource whose page shows it. */
  readonly object: 'balance-transactions' | 'payouts' | 'charges' | 'refunds' | 'subscriptions';
  readonly objectId: string;
  readonly day: string;
  readonly payoutId: string | null;
  readonly supplierId: string | null;
  readonly summary: string;
  readonly local: unknown;
  readonly remote: unknown;
};

/**
 * Keeps what was found: once, however often it is found. What was fixed and is back is open again, and so is what was accepted when the money at stake
 * has changed since.
 * @returns how many are new or open again
 */
export async function keepFindings(
  writer: Writer,
  findings: readonly Finding[],
  now: Date,
  uuids: Uuids = systemUuids,
): Promise<number> {
  if (findings.length === 0) return 0;
  const rows = findings.map((finding) => ({ ...finding, id: createId('reconciliationException', uuids.next()) }));
  const kept: { rows: Opened[] } = await writer.sql.raw(keep, { rows: JSON.stringify(rows), now });
  await emitEvents(
    writer,
    kept.rows.map(({ id, supplierId, summary, type }) => ({
      type: 'reconciliation.exception_found',
      supplierId,
      resource: 'reconciliation-exceptions',
      resourceId: id,
      summary,
      payload: { type },
      occurredAt: now,
    })),
  );
  return kept.rows.length;
}

type Opened = { id: string; supplierId: string | null; summary: string; type: string };

const keep = `
with given as (
  select * from jsonb_to_recordset(:rows::jsonb) as g (id text, type text, provider text, object text, "objectId" text, day date, "payoutId" text,
    "supplierId" text, currency text, "amountMinor" bigint, summary text, local jsonb, remote jsonb)
), before as (
  select e.type, e.provider, e.object_id, e.state, e.amount_minor from reconciliation_exceptions e
    join given g on g.type = e.type and g.provider = e.provider and g."objectId" = e.object_id
), kept as (
  insert into reconciliation_exceptions as e (id, type, provider, object, object_id, day, payout_id, supplier_id, currency, amount_minor, summary, local, remote, found_at, last_seen_at)
  select id, type, provider, object, "objectId", day, "payoutId", "supplierId", currency, "amountMinor", summary, local, remote, :now::timestamptz, :now::timestamptz from given
  on conflict (type, provider, object_id) do update set
    payout_id = coalesce(excluded.payout_id, e.payout_id), supplier_id = coalesce(excluded.supplier_id, e.supplier_id), currency = excluded.currency,
    amount_minor = excluded.amount_minor, summary = excluded.summary, local = excluded.local, remote = excluded.remote, last_seen_at = excluded.last_seen_at,
    found_at = case when e.state = 'fixed' then excluded.found_at else e.found_at end,
    state = case when ${again('e', 'excluded')} then 'open' else e.state end,
    settled_at = case when ${again('e', 'excluded')} then null else e.settled_at end,
    settled_by = case when ${again('e', 'excluded')} then null else e.settled_by end,
    settled_by_name = case when ${again('e', 'excluded')} then null else e.settled_by_name end,
    settled_because = case when ${again('e', 'excluded')} then null else e.settled_because end,
    approved_by = case when ${again('e', 'excluded')} then null else e.approved_by end
  returning e.id, e.type, e.provider, e.object_id, e.state, e.supplier_id as "supplierId", e.summary
)
select k.id, k."supplierId", k.summary, k.type from kept k
  left join before b on b.type = k.type and b.provider = k.provider and b.object_id = k.object_id
where k.state = 'open' and coalesce(b.state, 'none') not in ('open', 'fixing')`;

function again(old: string, fresh: string): string {
  return `${old}.state = 'fixed' or (${old}.state = 'accepted' and ${old}.amount_minor <> ${fresh}.amount_minor)`;
}

/** What was looked at, so that silence about it means that it is right now. */
export type LookedAt = {
  readonly objects: readonly Finding['object'][];
  readonly provider: string | null;
  readonly days: DayRange | null;
  readonly objectId?: string;
  /** What happened then or later was not compared. */
  readonly before?: Date;
};

/** When the movement happened that an exception is about, by the side that says it happened last. */
const happenedAt = `greatest((local ->> 'occurredAt')::timestamptz, (remote ->> 'occurredAt')::timestamptz)`;

/** Closes the exceptions within what was looked at that were not found this time. @returns how many healed */
export async function closeHealed({ sql }: Writer, looked: LookedAt, now: Date): Promise<number> {
  const query = sql('reconciliation_exceptions')
    .whereIn('state', ['open', 'fixing'])
    .whereIn('object', [...looked.objects])
    .where('last_seen_at', '<', now);
  if (looked.provider !== null) void query.where({ provider: looked.provider });
  if (looked.days !== null) void query.whereBetween('day', [looked.days.from, looked.days.to]);
  if (looked.objectId !== undefined) void query.where({ object_id: looked.objectId });
  if (looked.before !== undefined) void query.whereRaw(`coalesce(${happenedAt} < ?, true)`, [looked.before]);
  return query.update({ state: 'fixed', settled_at: now, settled_because: 'Both sides agree now.', fix_error: null });
}

export type ExceptionChange = {
  readonly state?: ExceptionState;
  readonly fixError?: string | null;
  readonly ownerId?: string | null;
  readonly ownerName?: string | null;
  readonly settledBy?: string;
  readonly settledByName?: string;
  readonly settledBecause?: string;
  readonly approvedBy?: string | null;
  readonly settledAt?: Date;
};

const columns: Readonly<Record<keyof ExceptionChange, string>> = {
  state: 'state',
  fixError: 'fix_error',
  ownerId: 'owner_id',
  ownerName: 'owner_name',
  settledBy: 'settled_by',
  settledByName: 'settled_by_name',
  settledBecause: 'settled_because',
  approvedBy: 'approved_by',
  settledAt: 'settled_at',
};

/** Changes an exception that is not settled. @returns false when it was settled meanwhile */
export async function changeException({ sql }: Writer, id: string, change: ExceptionChange): Promise<boolean> {
  const row = Object.fromEntries(
    Object.entries(columns).flatMap(([name, column]) => {
      const value = Object.entries(change).find(([key]) => key === name)?.[1];
      return value === undefined ? [] : [[column, value]];
    }),
  );
  return (await sql('reconciliation_exceptions').where({ id }).whereIn('state', ['open', 'fixing']).update(row)) === 1;
}
