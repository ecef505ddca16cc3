import type { Grants, Plan, PlanFilter } from '@wedsync/domain/billing';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** What is sold: each plan with what it gives, what it costs by the mirror's catalogue, and how it came to be so. */
export function listPlans(reader: Reader, query: ListQuery<PlanFilter>): Promise<Page<Plan>> {
  return listPage(reader, spec, query);
}

export async function findPlan(reader: Reader, code: string): Promise<Plan | undefined> {
  return (await hydrate(reader, [code]))[0];
}

const spec: ListSpec<Plan, PlanFilter> = {
  resource: 'plans',
  keys: ({ sql }) => sql('plans as p'),
  idColumn: 'p.code',
  sorts: { rank: 'p.rank', id: 'p.code' },
  defaultSort: { field: 'rank', order: 'ASC' },
  filters: { id: (query, codes) => query.whereIn('p.code', codes) },
  countCap: 100,
  hydrate,
  rowId: (row) => row.id,
};

const versions = `(select jsonb_agg(jsonb_build_object('number', v.number, 'name', v.name, 'reason', v.reason, 'publishedByName', v.published_by_name,
  'approvedByName', (select s.name from staff s where s.id = v.approved_by), 'publishedAt', to_char(v.published_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'limits', coalesce((select jsonb_object_agg(l.limit_key, l.max_value) from plan_limits l where l.plan_code = v.plan_code and l.number = v.number), '{}'),
  'features', coalesce((select jsonb_agg(f.feature_key order by f.feature_key) from plan_features f where f.plan_code = v.plan_code and f.number = v.number), '[]'))
  order by v.number desc) from plan_versions v where v.plan_code = p.code)`;

/** The same price at two providers is one price. */
const prices = `coalesce((select jsonb_agg(to_jsonb(one) order by one.currency, one.interval, one."unitAmountMinor") from (
  select r.currency, r.interval, r.unit_amount_minor as "unitAmountMinor", array_agg(distinct r.provider order by r.provider) as providers
  from products o join prices r on r.product_id = o.id
  where o.plan_code = p.code and o.active and r.active and r.interval is not null and r.unit_amount_minor is not null and o.deleted_at is null and r.deleted_at is null
  group by r.currency, r.interval, r.unit_amount_minor) one), '[]')`;

async function hydrate({ sql }: Reader, codes: readonly (string | number)[]): Promise<Plan[]> {
  const found: { rows: Plan[] } = await sql.raw(
    `select p.code as id, p.rank, p.current_version as number, c.name, c.description, p.grants -> 'limits' as limits, p.grants -> 'features' as features,
       ${prices} as prices, ${versions} as versions, p.version,
       (select count(*) from subscriptions s where s.plan_code = p.code and s.status in ('active', 'past_due', 'trialing'))::int as "subscriptionCount"
     from plans p join plan_versions c on c.plan_code = p.code and c.number = p.current_version where p.code = any(?)`,
    [codes.map(String)],
  );
  return found.rows;
}

export type PlanOffer = {
  readonly code: string;
  readonly rank: number;
  readonly name: string;
  readonly grants: Grants;
  /** List price of a month in the currency asked for; null when it is not sold in it. */
  readonly monthMinor: number | null;
};

/** The plans as they compare with each other, lowest first. */
export async function planOffers({ sql }: Reader, currency: string): Promise<PlanOffer[]> {
  const found: { rows: PlanOffer[] } = await sql.raw(
    `select p.code, p.rank, v.name, p.grants, (select min(r.unit_amount_minor) from products o join prices r on r.product_id = o.id
        where o.plan_code = p.code and r.currency = ? and r.interval = 'month' and coalesce(r.interval_count, 1) = 1 and r.active and r.deleted_at is null)::bigint as "monthMinor"
     from plans p join plan_versions v on v.plan_code = p.code and v.number = p.current_version order by p.rank`,
    [currency],
  );
  return found.rows;
}

export type PlanPrice = {
  readonly priceId: string;
  readonly unitAmountMinor: number;
  readonly planName: string;
  readonly rank: number;
};

/** The price at which a plan is sold now, by currency and interval; undefined when it is not. */
export async function findPlanPrice(
  { sql }: Reader,
  plan: { readonly planCode: string; readonly currency: string; readonly interval: string; readonly provider: string },
): Promise<PlanPrice | undefined> {
  const found: { rows: PlanPrice[] } = await sql.raw(
    `select r.id as "priceId", r.unit_amount_minor as "unitAmountMinor", v.name as "planName", p.rank
     from plans p join plan_versions v on v.plan_code = p.code and v.number = p.current_version
       join products o on o.plan_code = p.code join prices r on r.product_id = o.id
     where p.code = :planCode and r.currency = :currency and r.interval = :interval and coalesce(r.interval_count, 1) = 1 and r.provider = :provider
       and o.active and r.active and o.deleted_at is null and r.deleted_at is null and r.unit_amount_minor is not null
     order by r.created_at desc limit 1`,
    plan,
  );
  return found.rows[0];
}
