import type { MrrDiscount, StatedItem } from '@wedsync/domain/billing';
import type {
  CustomerDiscount,
  EuroReferenceRate,
  HistoryBook,
  KnownState,
  PresentState,
  SubscriptionHistory,
} from '@wedsync/domain/revenue';
import { grouped } from '@wedsync/domain/platform';
import { isCustomersOwn, owedSince, pastDueWindows, reportingCurrency } from '../billing/index.ts';
import type { Reader } from '../platform/index.ts';

/** Everything the MRR of some suppliers follows from. */
export type MrrHistories = {
  readonly ofSupplier: ReadonlyMap<string, readonly ToldSubscription[]>;
  readonly book: HistoryBook;
  readonly rates: readonly EuroReferenceRate[];
};

type ToldSubscription = SubscriptionHistory & {
  readonly present: PresentState | null;
  readonly customerDiscounts: readonly CustomerDiscount[];
};

/** Reads the whole history of these suppliers; the number of statements does not grow with them. */
export async function readHistories(reader: Reader, supplierIds: readonly string[]): Promise<MrrHistories> {
  const states = await statesOf(reader, supplierIds);
  const present = await presentOf(reader, supplierIds);
  const subscriptionIds = present.map(({ subscriptionId }) => subscriptionId);
  const paid = await firstPayments(reader, subscriptionIds);
  const acts = await actsOn(reader, subscriptionIds);
  const given = await customerDiscountsOf(reader, subscriptionIds);
  const byId = new Map(present.map((one) => [one.subscriptionId, one]));
  const told = grouped(states, ({ subscriptionId }) => subscriptionId);
  const ofSupplier = grouped(
    [...new Set([...byId.keys(), ...told.keys()])].flatMap((subscriptionId) => {
      const own = told.get(subscriptionId) ?? [];
      const supplierId = byId.get(subscriptionId)?.supplierId ?? own[0]?.supplierId;
      if (supplierId === undefined) return [];
      const firstPaid = paid.get(subscriptionId) ?? null;
      const known = byId.get(subscriptionId) ?? null;
      const more = { acts: acts.get(subscriptionId) ?? [], customerDiscounts: given.get(subscriptionId) ?? [] };
      return [{ supplierId, subscriptionId, firstPaid, states: own, present: known, ...more }];
    }),
    ({ supplierId }) => supplierId,
  );
  const used = [...states, ...present];
  const discountIds = new Set([...given.values()].flat().map(({ id }) => id));
  return { ofSupplier, book: await bookOf(reader, used, discountIds), rates: await ratesOf(reader, used) };
}

type Owned = { readonly supplierId: string };

const stateColumns = `st.subscription_id as "subscriptionId", st.source_event_id as "sourceEventId", st.effective_at as "effectiveAt",
  st.recorded_at as "recordedAt", st.status, st.currency, st.collection_paused as "collectionPaused", st.cancel_scheduled as "cancelScheduled", st.ended_at as "endedAt",
  st.cancellation_reason as "cancellationReason", st.period_start as "periodStart", st.discount_ids as "discountIds", st.items::text as sold`;

async function statesOf({ sql }: Reader, supplierIds: readonly string[]): Promise<(KnownState & Owned)[]> {
  const found: { rows: (Omit<KnownState, 'items'> & Owned & { readonly sold: string })[] } = await sql.raw(
    `select c.supplier_id as "supplierId", ${stateColumns}
       from customers c join subscription_states st on st.customer_id = c.id where c.supplier_id = any(?)`,
    [[...supplierIds]],
  );
  const items = readOnce<StatedItem[]>();
  return found.rows.map((state) => Object.assign(state, { items: items(state.sold) }));
}

/** Thousands of states sell a few dozen different things: each is read once and shared. */
function readOnce<Read>(): (json: string) => Read {
  const known = new Map<string, Read>();
  return (json) => {
    const before = known.get(json);
    if (before !== undefined) return before;
    const read: Read = JSON.parse(json);
    known.set(json, read);
    return read;
  };
}

async function presentOf({ sql }: Reader, supplierIds: readonly string[]): Promise<(PresentState & Owned)[]> {
  const found: { rows: (PresentState & Owned & { items: StatedItem[] })[] } = await sql.raw(
    `select s.supplier_id as "supplierId", s.id as "subscriptionId",
       'mirror:' || s.id as "sourceEventId", s.as_of as "effectiveAt", s.mirrored_at as "recordedAt", s.status, s.currency,
       s.pause_behavior is not null as "collectionPaused", s.cancel_at_period_end or s.cancel_at is not null as "cancelScheduled",
       s.ended_at as "endedAt", s.cancellation_reason as "cancellationReason", s.period_start as "periodStart", s.discount_ids as "discountIds",
       coalesce(s.started_at, s.created_at) as "startedAt", case when s.status = 'past_due' then ${owedSince('s')} end as "owedSince",
       coalesce((select jsonb_agg(jsonb_build_object('productId', i.product_id, 'unitAmountMinor', i.unit_amount_minor, 'quantity', i.quantity,
         'interval', i.interval, 'intervalCount', i.interval_count, 'usageType', i.usage_type, 'discountIds', i.discount_ids) order by i.id)
         from subscription_items i where i.subscription_id = s.id), '[]') as items
     from subscriptions s where s.supplier_id = any(?) and s.customer_id is not null`,
    [[...supplierIds]],
  );
  return found.rows;
}

type FirstPaid = NonNullable<SubscriptionHistory['firstPaid']>;

/** MRR begins with the first invoice above zero that was paid. */
async function firstPayments({ sql }: Reader, subscriptionIds: readonly string[]): Promise<Map<string, FirstPaid>> {
  const found: { rows: (FirstPaid & { subscriptionId: string })[] } = await sql.raw(
    `select distinct on (subscription_id) subscription_id as "subscriptionId", paid_at as at, id as "invoiceId", mirrored_at as "recordedAt"
       from invoices where subscription_id = any(?) and paid_at is not null and total_minor > 0 order by subscription_id, paid_at, id`,
    [[...subscriptionIds]],
  );
  return new Map(found.rows.map(({ subscriptionId, ...paid }) => [subscriptionId, paid]));
}

type Act = SubscriptionHistory['acts'][number];

/** What our people had done to subscriptions, oldest first. */
async function actsOn({ sql }: Reader, subscriptionIds: readonly string[]): Promise<Map<string, Act[]>> {
  const found: { rows: (Act & { subscriptionId: string })[] } = await sql.raw(
    `select subscription_id as "subscriptionId", kind, coalesce(settled_at, updated_at) as at, requested_by as "staffId"
       from subscription_requests where subscription_id = any(?) and changes_subscription and state in ('pending', 'succeeded') order by 3`,
    [[...subscriptionIds]],
  );
  return grouped(found.rows, ({ subscriptionId }) => subscriptionId);
}

/** What customers were given for whatever they subscribe to. */
async function customerDiscountsOf(
  { sql }: Reader,
  subscriptionIds: readonly string[],
): Promise<Map<string, CustomerDiscount[]>> {
  const found: { rows: (CustomerDiscount & { subscriptionId: string })[] } = await sql.raw(
    `select s.id as "subscriptionId", d.id, d.starts_at as "startsAt", d.deleted_at as "deletedAt"
       from subscriptions s join discounts d on d.customer_id = s.customer_id and ${isCustomersOwn('d')} where s.id = any(?) order by d.starts_at, d.id`,
    [[...subscriptionIds]],
  );
  return grouped(found.rows, ({ subscriptionId }) => subscriptionId);
}

type Used = Pick<KnownState, 'discountIds' | 'items' | 'currency' | 'periodStart' | 'effectiveAt'>;

async function bookOf(reader: Reader, states: readonly Used[], discountIds: ReadonlySet<string>): Promise<HistoryBook> {
  const named = states.flatMap((state) => [...state.discountIds, ...state.items.flatMap((item) => item.discountIds)]);
  const discounts = await discountsOf(reader, [...new Set([...discountIds, ...named])]);
  const products: { id: string; planCode: string | null }[] = await reader
    .sql('products')
    .select({ id: 'id', planCode: 'plan_code' });
  const plans = new Map(products.map(({ id, planCode }) => [id, planCode]));
  return {
    discount: (id) => discounts.get(id),
    planCode: (productId) => plans.get(productId) ?? null,
    pastDueWindows: await pastDueWindows(reader),
  };
}

async function discountsOf({ sql }: Reader, ids: readonly string[]): Promise<Map<string, MrrDiscount>> {
  if (ids.length === 0) return new Map();
  const found: { rows: (MrrDiscount & { id: string })[] } = await sql.raw(
    `select d.id, c.percent_off::float8 as "percentOff", c.amount_off_minor as "amountOffMinor", c.duration, d.ends_at as "endsAt"
       from discounts d join coupons c on c.id = d.coupon_id where d.id = any(?)`,
    [[...ids]],
  );
  return new Map(found.rows.map(({ id, ...discount }) => [id, discount]));
}

/** Only what these histories can need: nobody paying in other currencies, no rates. */
async function ratesOf({ sql }: Reader, states: readonly Used[]): Promise<EuroReferenceRate[]> {
  const foreign = states.filter(({ currency }) => currency !== reportingCurrency);
  if (foreign.length === 0) return [];
  const earliest = foreign.reduce(
    (first, { periodStart, effectiveAt }) => {
      const at = periodStart ?? effectiveAt;
      return at < first ? at : first;
    },
    foreign[0]?.effectiveAt ?? new Date(0),
  );
  const currencies = [...new Set([reportingCurrency, ...foreign.map(({ currency }) => currency)])];
  const found: { rows: EuroReferenceRate[] } = await sql.raw(
    `select distinct on (currency, day) to_char(day, 'YYYY-MM-DD') as day, currency, per_euro::text as "perEuro" from fx_rates
      where currency = any(?) and day >= ?::date - 8 order by currency, day, recorded_at desc`,
    [currencies, earliest],
  );
  return found.rows;
}
