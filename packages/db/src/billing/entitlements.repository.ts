import {
  entitlementOf,
  keepBest,
  lowers,
  type ActiveOverride,
  type EntitledSubscription,
  type Entitlement,
  type RankOf,
  type RestrictedAccess,
} from '@wedsync/domain/billing';
import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { deferredUntil, weddingGuard, type GuardedSupplier } from '@wedsync/domain/suppliers';
import { emitEvents, lockEach, type Reader, type Writer } from '../platform/index.ts';
import { guardedSuppliers, recordDeferral } from '../suppliers/index.ts';

type Current = Entitlement & { readonly settlesAt: Date | null };

type Facts = {
  readonly supplierId: string;
  /** When the newest of what decides happened; null when nothing says. */
  readonly happenedAt: Date | null;
  readonly subscriptions: readonly EntitledSubscription[];
  readonly overrides: readonly ActiveOverride[];
  /** Null when nothing was ever kept for the supplier. */
  readonly current: Current | null;
};

type Settled = Entitlement & { readonly supplierId: string; readonly settlesAt: Date | null };

const source = 'entitlements';
/** What happened longer ago is learnt late, from a past that is imported: the days it could have been held back on are over. */
const newsMs = 7 * DAY_MS;

/**
 * Brings what suppliers are entitled to up to date, in the transaction that changed what it depends on. What would take something away on a guarded day
 * waits, on record, until the day is free; what gives more holds at once.
 */
export async function refreshEntitlements(writer: Writer, supplierIds: readonly string[], now: Date): Promise<void> {
  if (supplierIds.length === 0) return;
  await lockEach(writer, 'entitlements', supplierIds);
  const facts = await factsOf(writer, supplierIds);
  const rankOf = await ranks(writer);
  const wanted = facts.map(({ subscriptions, overrides }) => entitlementOf(subscriptions, overrides, rankOf));
  const lowering = facts.filter(({ current, happenedAt }, index) => {
    const next = wanted[index];
    const isNews = happenedAt === null || happenedAt > plusMs(now, -newsMs);
    return isNews && current !== null && next !== undefined && lowers(current, next, rankOf);
  });
  const guards = await guardedSuppliers(
    writer,
    lowering.map(({ supplierId }) => supplierId),
  );
  const overridden = await suppliersLetThrough(writer, [...guards.keys()], now);
  const settled = facts.flatMap((fact, index): Settled[] => {
    const next = wanted[index];
    const guard = overridden.has(fact.supplierId) ? undefined : guards.get(fact.supplierId);
    return next === undefined ? [] : [settle(fact, next, guard, rankOf, now)];
  });
  for (const { supplierId, settlesAt } of settled) {
    const supplier = guards.get(supplierId);
    const guard = supplier === undefined || settlesAt === null ? null : weddingGuard(now, supplier);
    if (guard === null || settlesAt === null) continue;
    const thing = {
      supplierId,
      kind: 'suspend',
      title: 'Less access to the application',
      source,
      sourceId: supplierId,
    } as const;
    await recordDeferral(writer, thing, { guard, until: settlesAt }, now);
  }
  await keep(writer, facts, settled, now);
}

function settle(
  fact: Facts,
  next: Entitlement,
  supplier: GuardedSupplier | undefined,
  rankOf: RankOf,
  now: Date,
): Settled {
  const { supplierId, current } = fact;
  if (supplier === undefined || current === null || weddingGuard(now, supplier) === null)
    return { ...next, supplierId, settlesAt: null };
  return { ...keepBest(current, next, rankOf), supplierId, settlesAt: deferredUntil(now, supplier) };
}

/**
 * A person may say that a lowering need not wait; that holds for the guarded day it was put off on, whoever put it off: dunning's step and the
 * cancellation somebody asked for end here, too.
 */
async function suppliersLetThrough(
  { sql }: Reader,
  supplierIds: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (supplierIds.length === 0) return new Set();
  const rows: { supplierId: string }[] = await sql('guard_deferrals')
    .whereIn('supplier_id', [...supplierIds])
    .whereNot({ kind: 'message' })
    .whereNotNull('overridden_at')
    .where('until', '>', now)
    .select({ supplierId: 'supplier_id' });
  return new Set(rows.map(({ supplierId }) => supplierId));
}

async function ranks({ sql }: Reader): Promise<RankOf> {
  const rows: { code: string; rank: number }[] = await sql('plans').select('code', 'rank');
  const byCode = new Map(rows.map(({ code, rank }) => [code, rank]));
  return (code) => byCode.get(code);
}

async function factsOf({ sql }: Reader, supplierIds: readonly string[]): Promise<Facts[]> {
  const found: {
    rows: (Omit<Facts, 'current'> & {
      readonly current: (Omit<Current, 'settlesAt'> & { settlesAt: string | null }) | null;
    })[];
  } = await sql.raw(factsQuery, [[...new Set(supplierIds)]]);
  return found.rows.map((row) => ({
    ...row,
    current:
      row.current === null
        ? null
        : { ...row.current, settlesAt: row.current.settlesAt === null ? null : new Date(row.current.settlesAt) },
  }));
}

const factsQuery = `
select s.id as "supplierId",
  greatest((select max(coalesce(u.ended_at, u.as_of)) from subscriptions u where u.supplier_id = s.id),
    (select max(r.since) from access_restrictions r where r.supplier_id = s.id),
    (select max(o.ended_at) from entitlement_overrides o where o.supplier_id = s.id)) as "happenedAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'status', u.status, 'collectionPaused', u.pause_behavior is not null, 'planCode', u.plan_code,
      'restriction', (select r.level from access_restrictions r where r.subscription_id = u.id and r.lifted_at is null order by r.level desc limit 1))
    order by u.created_at desc) from subscriptions u where u.supplier_id = s.id and u.deleted_at is null), '[]') as subscriptions,
  coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'key', o.key, 'limitValue', o.limit_value, 'expiresAt', to_char(o.expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    order by o.created_at) from entitlement_overrides o where o.supplier_id = s.id and o.state = 'active'), '[]') as overrides,
  (select jsonb_build_object('access', e.access, 'planCode', e.plan_code, 'subscriptionId', e.subscription_id, 'because', e.because, 'overrides', e.overrides,
    'settlesAt', e.settles_at) from entitlements e where e.supplier_id = s.id) as current
from suppliers s where s.id = any(?) order by s.id`;

async function keep(writer: Writer, facts: readonly Facts[], settled: readonly Settled[], now: Date): Promise<void> {
  const before = new Map(facts.map(({ supplierId, current }) => [supplierId, current]));
  const rows = settled.filter((row) => differs(before.get(row.supplierId) ?? null, row));
  if (rows.length === 0) return;
  await writer.sql.raw(
    `insert into entitlements (supplier_id, access, plan_code, subscription_id, because, overrides, settles_at, changed_at)
     select "supplierId", access, "planCode", "subscriptionId", because, overrides, "settlesAt", ?::timestamptz
       from jsonb_to_recordset(?::jsonb) as n ("supplierId" text, access text, "planCode" text, "subscriptionId" text, because text, overrides jsonb, "settlesAt" timestamptz)
     on conflict (supplier_id) do update set access = excluded.access, plan_code = excluded.plan_code, subscription_id = excluded.subscription_id,
       because = excluded.because, overrides = excluded.overrides, settles_at = excluded.settles_at, changed_at = excluded.changed_at,
       revision = entitlements.revision + 1`,
    [now, JSON.stringify(rows)],
  );
  await emitEvents(
    writer,
    rows.map(({ supplierId, access, planCode, because }) => ({
      type: 'entitlement.changed',
      supplierId,
      resource: 'entitlements',
      resourceId: supplierId,
      summary: `${planCode ?? 'No plan'}, access ${access.replace('_', ' ')}: ${because}`,
      payload: { access, planCode },
      occurredAt: now,
    })),
  );
}

function differs(current: Current | null, next: Settled): boolean {
  if (current === null) return true;
  const told = ({ access, planCode, subscriptionId, because, overrides, settlesAt }: Omit<Settled, 'supplierId'>) =>
    JSON.stringify([
      access,
      planCode,
      subscriptionId,
      because,
      overrides.map(({ id, kind, key, limitValue, expiresAt }) => [id, kind, key, limitValue, expiresAt]),
      settlesAt,
    ]);
  return told(current) !== told(next);
}

/** Suppliers whose put-off lowering may take effect by now. */
export async function settlingSuppliers({ sql }: Reader, now: Date, limit: number): Promise<string[]> {
  const rows: { supplierId: string }[] = await sql('entitlements')
    .where('settles_at', '<=', now)
    .orderBy('settles_at')
    .limit(limit)
    .select({ supplierId: 'supplier_id' });
  return rows.map(({ supplierId }) => supplierId);
}

export type NewRestriction = {
  readonly subscriptionId: string;
  readonly supplierId: string;
  readonly level: RestrictedAccess;
  /** Who restricts, such as "dunning"; each lifts only its own. */
  readonly source: string;
  readonly because: string;
};

/** Restricts what one subscription gives, or changes how much. The guard holds it back on a guarded day. */
export async function restrictAccess(writer: Writer, restriction: NewRestriction, now: Date): Promise<void> {
  const { subscriptionId, supplierId, level, source: by, because } = restriction;
  await writer
    .sql('access_restrictions')
    .insert({ subscription_id: subscriptionId, supplier_id: supplierId, level, source: by, because, since: now })
    .onConflict(writer.sql.raw('(subscription_id, source) where lifted_at is null'))
    .merge({ level, because });
  await refreshEntitlements(writer, [supplierId], now);
}

/** Gives back at once what one source took; nothing happens when it took nothing. */
export async function liftRestriction(
  writer: Writer,
  { subscriptionId, supplierId, source: by }: Pick<NewRestriction, 'subscriptionId' | 'supplierId' | 'source'>,
  now: Date,
): Promise<void> {
  const lifted = await writer
    .sql('access_restrictions')
    .where({ subscription_id: subscriptionId, source: by })
    .whereNull('lifted_at')
    .update({ lifted_at: now });
  if (lifted > 0) await refreshEntitlements(writer, [supplierId], now);
}
