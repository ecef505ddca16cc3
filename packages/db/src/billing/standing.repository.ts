import {
  mrrOfSubscription,
  pastDueDaysOf,
  pastDueSinceOf,
  standingOf,
  type BillingInterval,
  type Mrr,
  type MrrDiscount,
  type MrrItem,
  type MrrSubscription,
  type PastDueWindow,
  type Standing,
  type SubscriptionStatus,
  type ToldState,
} from '@wedsync/domain/billing';
import { emitEvents, lockEach, type Reader, type SuccessEvent, type Writer } from '../platform/index.ts';
import { isCustomersOwn } from './customer-discounts.ts';
import { refreshEntitlements } from './entitlements.repository.ts';
import { ratesFor } from './fx-rates.queries.ts';
import { pastDueWindows } from './past-due-windows.ts';

/**
 * Brings MRR, plan, lifecycle and entitlement up to date for these customers and the suppliers they belong to. The number of statements does not grow with them,
 * and what has not changed is not written. Whoever writes what it follows from holds `lockStandings` from before that on.
 */
export async function refreshStanding(writer: Writer, customerIds: readonly string[], now: Date): Promise<void> {
  if (customerIds.length === 0) return;
  await lockStandings(writer, customerIds);
  const windows = await pastDueWindows(writer);
  const rows = await subscriptionsOf(writer, customerIds, now);
  const found = rows.map((row) => ({ row, mrr: mrrOf(row, windows, now) }));
  await keepMrr(writer, found);
  const rates = await ratesFor(
    writer,
    found.map(({ row: { currency, rateDay: day } }) => ({ currency, day })),
  );
  const bySupplier = new Map<string, Measured[]>();
  for (const one of found) {
    const { supplierId } = one.row;
    if (supplierId !== null) bySupplier.set(supplierId, [...(bySupplier.get(supplierId) ?? []), one]);
  }
  const standings = [...bySupplier].map(([supplierId, own]) => ({
    supplierId,
    ...standingOf(
      own.map(({ row, mrr }) => ({ ...row, planCode: planOf(row), netMinor: mrr.netMinor })),
      rates,
    ),
  }));
  const changed = await keepStandings(writer, standings);
  await tell(writer, standings, changed, now);
  await refreshEntitlements(writer, [...bySupplier.keys()], now);
}

/** The same for suppliers whose rules changed, or the time, and nothing of the mirror. */
export async function refreshStandingOf(writer: Writer, supplierIds: readonly string[], now: Date): Promise<void> {
  const found: { id: string }[] = await writer
    .sql('customers')
    .whereRaw('supplier_id = any(?)', [[...supplierIds]])
    .select('id');
  const customerIds = found.map(({ id }) => id);
  await lockEach(writer, 'owners', customerIds);
  await refreshStanding(writer, customerIds, now);
}

/**
 * Nobody else works out the standing of these customers' suppliers, or of those named, until commit: what is read is what is counted. Taken after the
 * locks of owners and before anything is written, in one order for everyone.
 */
export async function lockStandings(
  writer: Writer,
  customerIds: readonly string[],
  supplierIds: readonly string[] = [],
): Promise<void> {
  const linked: string[] = await writer
    .sql('customers')
    .whereRaw('id = any(?) and supplier_id is not null', [[...customerIds]])
    .pluck('supplier_id');
  await lockEach(writer, 'standings', [...linked, ...supplierIds]);
}

type Row = {
  readonly id: string;
  readonly supplierId: string | null;
  readonly status: SubscriptionStatus;
  readonly currency: string;
  /** The day its service period started, whose closing rate converts it. */
  readonly rateDay: string;
  readonly collectionPaused: boolean;
  readonly createdAt: Date;
  readonly everPaid: boolean;
  readonly asOf: Date;
  /** When the oldest of what it owes fell due. */
  readonly owedSince: Date | null;
  /** What was told of one that is past due. */
  readonly told: readonly Told[] | null;
  readonly items: readonly (MrrItem & { readonly planCode: string | null; readonly discounts: readonly Discount[] })[];
  readonly discounts: readonly Discount[];
};
/** As JSON has it: the end is text. */
type Discount = Omit<MrrDiscount, 'endsAt'> & { readonly endsAt: string | null };
type Told = Pick<ToldState, 'status' | 'cancelScheduled' | 'sourceEventId'> & {
  readonly effectiveAt: string;
  readonly recordedAt: string;
  readonly periodStart: string | null;
};
type Measured = { readonly row: Row; readonly mrr: Mrr };

/** All subscriptions of the customers and of their suppliers' other customers, with everything their MRR depends on. */
async function subscriptionsOf({ sql }: Writer, customerIds: readonly string[], now: Date): Promise<Row[]> {
  const found: { rows: Row[] } = await sql.raw(standingQuery, { customers: [...customerIds], now });
  return found.rows;
}

const discountsOf = (ids: string) => `coalesce((
  select jsonb_agg(jsonb_build_object('percentOff', c.percent_off, 'amountOffMinor', c.amount_off_minor, 'duration', c.duration, 'endsAt', d.ends_at)
    order by array_position(${ids}, d.id))
  from discounts d join coupons c on c.id = d.coupon_id where d.id = any(${ids}) and d.deleted_at is null), '[]')`;

/** When the oldest of what a subscription owes fell due; the provider's own word, where it has no invoices. */
export const owedSince = (
  subscription: string,
) => `coalesce((select min(coalesce(i.due_at, i.finalized_at)) from invoices i
  where i.subscription_id = ${subscription}.id and i.status = 'open' and i.amount_remaining_minor > 0), ${subscription}.past_due_since)`;

const standingQuery = `
with theirs as (
  select s.* from subscriptions s where s.customer_id = any(:customers)
  union
  select s.* from customers c join subscriptions s on s.supplier_id = c.supplier_id where c.id = any(:customers)
)
select s.id, s.supplier_id as "supplierId", s.status, s.currency,
  to_char(coalesce(s.period_start, :now::timestamptz) at time zone 'Europe/London', 'YYYY-MM-DD') as "rateDay", s.pause_behavior is not null as "collectionPaused", s.created_at as "createdAt",
  exists (select 1 from invoices i where i.subscription_id = s.id and i.paid_at is not null and i.total_minor > 0) as "everPaid",
  s.as_of as "asOf", case when s.status = 'past_due' then ${owedSince('s')} end as "owedSince",
  case when s.status = 'past_due' then (select jsonb_agg(jsonb_build_object('effectiveAt', st.effective_at, 'recordedAt', st.recorded_at, 'status', st.status,
      'cancelScheduled', st.cancel_scheduled, 'periodStart', st.period_start, 'sourceEventId', st.source_event_id))
    from subscription_states st where st.subscription_id = s.id) end as told,
  coalesce((select jsonb_agg(jsonb_build_object('unitAmountMinor', i.unit_amount_minor, 'quantity', i.quantity, 'interval', i.interval,
      'intervalCount', i.interval_count, 'usageType', i.usage_type, 'planCode', p.plan_code, 'discounts', ${discountsOf('i.discount_ids')}) order by i.id)
    from subscription_items i left join products p on p.id = i.product_id where i.subscription_id = s.id), '[]') as items,
  ${discountsOf('g.ids')} as discounts
from theirs s cross join lateral (select case when cardinality(s.discount_ids) > 0 then s.discount_ids else array(select d.id from discounts d
  where d.customer_id = s.customer_id and d.starts_at <= :now::timestamptz and d.deleted_at is null and ${isCustomersOwn('d')} order by d.starts_at, d.id) end as ids) g
order by s.id`;

function mrrOf(row: Row, windows: readonly PastDueWindow[], now: Date): Mrr {
  const items = row.items.map((item) => ({ ...item, discounts: item.discounts.map(dated) }));
  return mrrOfSubscription({ ...row, ...debtOf(row, windows), items, discounts: row.discounts.map(dated) }, now);
}

/** As the movements of MRR have it. */
function debtOf(
  { status, told, asOf, owedSince: owed }: Row,
  windows: readonly PastDueWindow[],
): Pick<MrrSubscription, 'pastDueSince' | 'pastDueDays'> {
  if (status !== 'past_due') return { pastDueSince: null };
  const pastDueSince = pastDueSinceOf((told ?? []).map(datedState), { asOf, owedSince: owed });
  return { pastDueSince, pastDueDays: pastDueDaysOf(windows, pastDueSince) };
}

function datedState({ effectiveAt, recordedAt, periodStart, ...state }: Told): ToldState {
  const began = periodStart === null ? null : new Date(periodStart);
  return { ...state, effectiveAt: new Date(effectiveAt), recordedAt: new Date(recordedAt), periodStart: began };
}

function dated({ endsAt, ...discount }: Discount): MrrDiscount {
  return { ...discount, endsAt: endsAt === null ? null : new Date(endsAt) };
}

/** The plan of the dearest item; add-ons cost less than what they are added to. */
function planOf({ items }: Row): string | null {
  const dearest = items.toSorted((a, b) => (b.unitAmountMinor ?? 0) - (a.unitAmountMinor ?? 0));
  return dearest.find(({ planCode }) => planCode !== null)?.planCode ?? null;
}

function intervalOf({ items }: Row): BillingInterval | null {
  return items.find(({ interval }) => interval !== null)?.interval ?? null;
}

async function keepMrr({ sql }: Writer, measured: readonly Measured[]): Promise<void> {
  const rows = measured.map(({ row, mrr }) => ({
    id: row.id,
    plan_code: planOf(row),
    billing_interval: intervalOf(row),
    gross: mrr.grossMinor,
    discount: mrr.discountMinor,
    net: mrr.netMinor,
    compatible: mrr.stripeCompatibleMinor,
  }));
  await sql.raw(
    `update subscriptions s set plan_code = n.plan_code, billing_interval = n.billing_interval, gross_mrr_minor = n.gross,
       discount_mrr_minor = n.discount, net_mrr_minor = n.net, stripe_compatible_mrr_minor = n.compatible
     from jsonb_to_recordset(?::jsonb) as n (id text, plan_code text, billing_interval text, gross bigint, discount bigint, net bigint, compatible bigint)
     where s.id = n.id
       and (s.plan_code, s.billing_interval, s.gross_mrr_minor, s.discount_mrr_minor, s.net_mrr_minor, s.stripe_compatible_mrr_minor)
         is distinct from (n.plan_code, n.billing_interval, n.gross, n.discount, n.net, n.compatible)`,
    [JSON.stringify(rows)],
  );
}

type SupplierStanding = Standing & { readonly supplierId: string };

/** Locks in the order of ids, as everybody who keeps many suppliers does. @returns the lifecycles that those whose standing changed had before */
async function keepStandings(
  { sql }: Writer,
  standings: readonly SupplierStanding[],
): Promise<ReadonlyMap<string, string | null>> {
  const changed: { rows: { id: string; before: string | null }[] } = await sql.raw(
    `update suppliers s set plan_code = n."planCode", lifecycle = n.lifecycle, mrr_minor = n."mrrMinor"
     from (select f.*, s.lifecycle as before from jsonb_to_recordset(?::jsonb) as f ("supplierId" text, "planCode" text, lifecycle text, "mrrMinor" bigint)
           join suppliers s on s.id = f."supplierId" order by s.id for no key update of s) n
     where s.id = n."supplierId" and (s.plan_code, s.lifecycle, s.mrr_minor) is distinct from (n."planCode", n.lifecycle, n."mrrMinor")
     returning s.id, n.before`,
    [JSON.stringify(standings)],
  );
  return new Map(changed.rows.map(({ id, before }) => [id, before]));
}

async function tell(
  writer: Writer,
  standings: readonly SupplierStanding[],
  changed: ReadonlyMap<string, string | null>,
  occurredAt: Date,
): Promise<void> {
  const currencies = new Set(standings.flatMap(({ withoutRate }) => withoutRate));
  await emitEvents(writer, [
    ...standings
      .filter(({ supplierId }) => changed.has(supplierId))
      .map(({ supplierId, lifecycle, planCode, mrrMinor }): SuccessEvent => ({
        type: 'supplier.standing_changed',
        supplierId,
        resource: 'suppliers',
        resourceId: supplierId,
        summary: `Now ${lifecycle.replaceAll('_', ' ')}${planCode === null ? '' : ` on ${planCode}`}`,
        payload: { lifecycle, lifecycleBefore: changed.get(supplierId) ?? null, planCode, mrrMinor },
        occurredAt,
      })),
    ...[...currencies].map((currency): SuccessEvent => ({
      type: 'fx_rate.missing',
      supplierId: null,
      resource: 'fx-rates',
      resourceId: currency,
      summary: `There is no exchange rate for ${currency}; its MRR is left out of the totals`,
      occurredAt,
    })),
  ]);
}

/** The next customers after one, by id; for going through all of them. */
export async function customersAfter({ sql }: Reader, after: string, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await sql('customers').select('id').where('id', '>', after).orderBy('id').limit(limit);
  return rows.map(({ id }) => id);
}
