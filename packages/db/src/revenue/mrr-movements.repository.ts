import {
  fxFromEuroRates,
  FxRateMissing,
  movementsInViews,
  mrrChangesOf,
  mrrViews,
  nextChangeOf,
  publicationOf,
  reportingDay,
  seasonOf,
  type FxLookup,
  withPresent,
  type MrrView,
  type Publication,
  type StandingMovement,
  type ViewedMovement,
} from '@wedsync/domain/revenue';
import { reportingCurrency } from '../billing/index.ts';
import { emitEvents, type Reader, type Writer } from '../platform/index.ts';
import { readHistories, type MrrHistories } from './mrr-histories.queries.ts';

export type RecomputedMrr = { readonly added: number; readonly withdrawn: number; readonly restated: number };

/**
 * Works out the movements of these suppliers from everything ever told of their subscriptions and publishes what differs. Doing it again changes
 * nothing; doing it for everybody is the full rebuild.
 */
export async function recomputeMrr(writer: Writer, supplierIds: readonly string[], now: Date): Promise<RecomputedMrr> {
  await holdStill(writer, supplierIds);
  const histories = await readHistories(writer, supplierIds);
  const published = await standingMovements(writer, supplierIds);
  const closedThrough = await closedMonth(writer);
  const isClosed = (at: Date) => closedThrough !== null && reportingDay(at).slice(0, 7) <= closedThrough;
  // Once for all of them: reading rates takes longer than following a supplier.
  const fx = fxFromEuroRates(histories.rates, reportingCurrency);
  const accounts = supplierIds.map((supplierId) => accountOf(supplierId, histories, fx, now));
  const publications = accounts.flatMap(({ supplierId, movements }) =>
    movements === null ? [] : [{ supplierId, ...publicationOf(published.get(supplierId) ?? [], movements, isClosed) }],
  );
  await withdraw(
    writer,
    publications.flatMap(({ withdrawn }) => withdrawn),
  );
  await add(writer, publications.flatMap(rowsOf));
  await keepAccounts(writer, accounts, now);
  const restated = publications.filter(
    ({ reversed, added }) => reversed.length > 0 || added.some((one) => one.restatement),
  );
  await tellRestated(writer, restated, now);
  return {
    added: sum(publications.map((one) => one.added.length)),
    withdrawn: sum(publications.map((one) => one.withdrawn.length)),
    restated: restated.length,
  };
}

/** One at a time for each supplier, and never while a month is being closed. */
async function holdStill({ sql }: Writer, supplierIds: readonly string[]): Promise<void> {
  await sql.raw('select pg_advisory_xact_lock_shared(7201947)');
  await sql.raw(
    'select pg_advisory_xact_lock(hashtextextended(id, 7203)) from unnest(?::text[]) with ordinality as k (id, place) order by place',
    [[...new Set(supplierIds)].sort()],
  );
}

type Account = {
  readonly supplierId: string;
  /** Null while there is no rate to tell them in: what was published stays. */
  readonly movements: readonly ViewedMovement[] | null;
  readonly missingRate: string | null;
  readonly nextChangeAt: Date | null;
};

function accountOf(supplierId: string, { ofSupplier, book }: MrrHistories, fx: FxLookup, now: Date): Account {
  const told = (ofSupplier.get(supplierId) ?? []).map((one) => ({
    ...one,
    states: withPresent(one.states, one.present),
  }));
  const histories = told.map((one) => ({ states: one.states, changes: mrrChangesOf(one, book, now) }));
  const changes = histories.flatMap((one) => one.changes);
  const next = histories.flatMap((one) => nextChangeOf(one.changes, book, one.states, now) ?? []);
  const nextChangeAt = next.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
  try {
    return {
      supplierId,
      movements: movementsInViews(changes, { fx, asOf: now, pastDueWindows: book.pastDueWindows }),
      missingRate: null,
      nextChangeAt,
    };
  } catch (error) {
    if (!FxRateMissing.matches(error)) throw error;
    const foreign = changes.find(({ currency }) => currency !== reportingCurrency);
    return { supplierId, movements: null, missingRate: foreign?.currency ?? 'unknown', nextChangeAt };
  }
}

const stands = `not m.reversal and not exists (select 1 from mrr_movements r where r.restates_movement_id = m.id and r.reversal)`;

/** Movements that are neither taken back nor take something back. */
async function standingMovements(
  { sql }: Reader,
  supplierIds: readonly string[],
): Promise<Map<string, StandingMovement[]>> {
  const found: { rows: StoredMovement[] } = await sql.raw(
    `select m.id, m.supplier_id as "supplierId", m.key, m.type, m.amount_minor as "amountMinor", m.native_minor as "nativeMinor", m.currency, m.reason, m.actor,
       m.source_event_id as "sourceEventId", m.merged_source_event_ids as "mergedSourceEventIds", m.subscription_id as "subscriptionId", m.plan_code as "planCode",
       m.in_net as net, m.in_committed as committed, m.in_stripe as stripe, m.in_plan as plan,
       m.in_committed_plan as committed_plan, m.in_stripe_plan as stripe_plan,
       m.effective_at as "effectiveAt", m.recorded_at as "recordedAt"
     from mrr_movements m where m.supplier_id = any(?) and ${stands}`,
    [[...supplierIds]],
  );
  const bySupplier = new Map<string, StandingMovement[]>();
  for (const { id, supplierId, net, committed, stripe, plan, committed_plan, stripe_plan, ...movement } of found.rows) {
    const of = { net, committed, stripe, plan, committed_plan, stripe_plan };
    const views = mrrViews.filter((view) => of[view]);
    const own = { ...movement, id: String(id), views, beforeMinor: 0, afterMinor: 0, restatesMovementId: null };
    const standing = bySupplier.get(supplierId);
    if (standing === undefined) bySupplier.set(supplierId, [own]);
    else standing.push(own);
  }
  return bySupplier;
}

type StoredMovement = Omit<StandingMovement, 'id' | 'views' | 'beforeMinor' | 'afterMinor' | 'restatesMovementId'> & {
  readonly id: number;
  readonly supplierId: string;
} & Readonly<Record<MrrView, boolean>>;

/** The last closed month as YYYY-MM; null before the first closing. */
export async function closedMonth({ sql }: Reader): Promise<string | null> {
  const found: { rows: { month: string | null }[] } = await sql.raw(
    `select to_char(mrr_closed_through(), 'YYYY-MM') as month`,
  );
  return found.rows[0]?.month ?? null;
}

async function withdraw({ sql }: Writer, movements: readonly StandingMovement[]): Promise<void> {
  if (movements.length === 0) return;
  await sql.raw('delete from mrr_movements where id = any(?::bigint[])', [movements.map(({ id }) => Number(id))]);
}

type Row = {
  readonly supplierId: string;
  readonly movement: ViewedMovement;
  readonly restatement: boolean;
  readonly reversal: boolean;
  readonly restates: string | null;
};

function rowsOf({ supplierId, reversed, added }: Publication & { readonly supplierId: string }): Row[] {
  return [
    ...reversed.map((movement) => ({
      supplierId,
      movement: {
        ...movement,
        amountMinor: -movement.amountMinor,
        nativeMinor: -movement.nativeMinor,
        reason: 'correction' as const,
      },
      restatement: true,
      reversal: true,
      restates: movement.id,
    })),
    ...added.map(({ movement, restatement, restatesMovementId }) => ({
      supplierId,
      movement,
      restatement,
      reversal: false,
      restates: restatesMovementId,
    })),
  ];
}

async function add({ sql }: Writer, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ supplierId, movement, restatement, reversal, restates }) => ({
    supplier_id: supplierId,
    key: movement.key,
    type: movement.type,
    amount_minor: movement.amountMinor,
    native_minor: movement.nativeMinor,
    currency: movement.currency,
    reason: movement.reason,
    actor: movement.actor,
    source_event_id: movement.sourceEventId,
    merged: movement.mergedSourceEventIds.length > 1 ? movement.mergedSourceEventIds : [],
    subscription_id: movement.subscriptionId,
    plan_code: movement.planCode,
    net: movement.views.includes('net'),
    committed: movement.views.includes('committed'),
    stripe: movement.views.includes('stripe'),
    plan: movement.views.includes('plan'),
    committed_plan: movement.views.includes('committed_plan'),
    stripe_plan: movement.views.includes('stripe_plan'),
    effective_at: movement.effectiveAt,
    recorded_at: movement.recordedAt,
    restatement,
    reversal,
    restates: restates === null ? null : Number(restates),
  }));
  await sql.raw(
    `insert into mrr_movements (supplier_id, key, type, amount_minor, native_minor, currency, reason, actor, source_event_id, merged_source_event_ids,
       subscription_id, plan_code, in_net, in_committed, in_stripe, in_plan, in_committed_plan, in_stripe_plan, effective_at, recorded_at, restatement, reversal, restates_movement_id)
     select supplier_id, key, type, amount_minor, native_minor, currency, reason, actor, source_event_id, merged,
       subscription_id, plan_code, net, committed, stripe, plan, committed_plan, stripe_plan, effective_at, recorded_at, restatement, reversal, restates
     from json_to_recordset(?::json) as m (supplier_id text, key text, type text, amount_minor bigint, native_minor bigint, currency text, reason text,
       actor text, source_event_id text, merged text[], subscription_id text, plan_code text, net boolean, committed boolean, stripe boolean, plan boolean, committed_plan boolean, stripe_plan boolean,
       effective_at timestamptz, recorded_at timestamptz, restatement boolean, reversal boolean, restates bigint)`,
    [JSON.stringify(values)],
  );
}

async function keepAccounts({ sql }: Writer, accounts: readonly Account[], now: Date): Promise<void> {
  const rows = accounts.map(({ supplierId, movements, missingRate, nextChangeAt }) => {
    const begins = movements?.find(({ type, views }) => type === 'new' && views.includes('net'));
    const cohort = begins === undefined ? null : reportingDay(begins.effectiveAt).slice(0, 7);
    const total = (view: MrrView) =>
      sum((movements ?? []).map(({ views, amountMinor }) => (views.includes(view) ? amountMinor : 0)));
    return {
      id: supplierId,
      known: movements !== null,
      cohort: cohort === null ? null : `${cohort}-01`,
      season: cohort === null ? null : seasonOf(cohort),
      net: total('net'),
      committed: total('committed'),
      stripe: total('stripe'),
      missing: missingRate,
      next: nextChangeAt,
    };
  });
  await sql.raw(
    `insert into mrr_accounts as a (supplier_id, cohort, season, net_minor, committed_minor, stripe_minor, missing_rate, next_change_at, computed_at)
     select id, cohort, season, net, committed, stripe, missing, next, :now::timestamptz
       from json_to_recordset(:rows::json) as n (id text, known boolean, cohort date, season text, net bigint, committed bigint, stripe bigint, missing text, next timestamptz)
     on conflict (supplier_id) do update set missing_rate = excluded.missing_rate, next_change_at = excluded.next_change_at, computed_at = excluded.computed_at,
       cohort = case when excluded.missing_rate is null then excluded.cohort else a.cohort end,
       season = case when excluded.missing_rate is null then excluded.season else a.season end,
       net_minor = case when excluded.missing_rate is null then excluded.net_minor else a.net_minor end,
       committed_minor = case when excluded.missing_rate is null then excluded.committed_minor else a.committed_minor end,
       stripe_minor = case when excluded.missing_rate is null then excluded.stripe_minor else a.stripe_minor end`,
    { rows: JSON.stringify(rows), now },
  );
}

async function tellRestated(
  writer: Writer,
  restated: readonly (Publication & { readonly supplierId: string })[],
  now: Date,
): Promise<void> {
  await emitEvents(
    writer,
    restated.map(({ supplierId, reversed, added }) => ({
      type: 'mrr.restated',
      supplierId,
      resource: 'mrr-movements',
      resourceId: supplierId,
      summary: 'A closed month of MRR was restated',
      payload: { takenBack: reversed.length, said: added.filter(({ restatement }) => restatement).length },
      occurredAt: now,
    })),
  );
}

/** Suppliers whose MRR the passing of time has changed by now. */
export async function suppliersDue({ sql }: Reader, now: Date, limit: number): Promise<string[]> {
  const rows: { supplierId: string }[] = await sql('mrr_accounts')
    .select({ supplierId: 'supplier_id' })
    .where('next_change_at', '<=', now)
    .orderBy('next_change_at')
    .limit(limit);
  return rows.map(({ supplierId }) => supplierId);
}

/** Suppliers told to owe money on a day (YYYY-MM-DD, London) or later. */
export async function suppliersInDebtSince({ sql }: Reader, day: string): Promise<string[]> {
  const found: { rows: { supplierId: string }[] } = await sql.raw(
    `select distinct c.supplier_id as "supplierId" from subscription_states st join customers c on c.id = st.customer_id
     where st.status = 'past_due' and c.supplier_id is not null and (st.effective_at at time zone 'Europe/London')::date >= :day::date`,
    { day },
  );
  return found.rows.map(({ supplierId }) => supplierId);
}

/** The next suppliers with subscriptions after one, by id; for going through all of them. */
export async function subscribersAfter({ sql }: Reader, after: string, limit: number): Promise<string[]> {
  const rows: { supplierId: string }[] = await sql('customers')
    .distinct({ supplierId: 'supplier_id' })
    .where('supplier_id', '>', after)
    .orderBy('supplier_id')
    .limit(limit);
  return rows.map(({ supplierId }) => supplierId);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
