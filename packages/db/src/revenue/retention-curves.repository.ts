import { createHash } from 'node:crypto';
import { methodVersion, type LifeCount, type SegmentCurve } from '@wedsync/domain/revenue';
import type { Reader, Writer } from '../platform/index.ts';
import { livesSql } from './customer-lives.ts';

export type FittedRetention = { readonly lives: number; readonly curves: number; readonly changed: number };

/** All lives, counted by what they have in common; so few rows however many suppliers. */
export async function countLives({ sql }: Reader, now: Date): Promise<LifeCount[]> {
  const found: { rows: LifeCount[] } = await sql.raw(
    `with ${livesSql('')}
     select l.plan_code as plan, s.vendor_type as "vendorType", l.billing_interval as interval, l.periods, l.ended_at is not null as ended,
       l.periods_then as "periodsThen", l.ended_then as "endedThen", count(*)::int as lives,
       count(*) filter (where l.ended_at is null and l.resting is null)::int as paying,
       coalesce(sum(a.net_minor) filter (where l.ended_at is null and l.resting is null), 0)::bigint as "mrrMinor"
     from lives l join suppliers s on s.id = l.supplier_id left join mrr_accounts a on a.supplier_id = l.supplier_id
     group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`,
    { now },
  );
  return found.rows;
}

/** Keeps the curves fitted to these lives; one from the same inputs is there already. */
export async function keepRetentionCurves(
  writer: Writer,
  curves: readonly SegmentCurve[],
  lives: readonly LifeCount[],
  now: Date,
): Promise<FittedRetention> {
  const rows = curves.map((curve) => rowOf(curve, lives));
  const kept: { rows: { changed: number }[] } = await writer.sql.raw(keepStatement, {
    rows: JSON.stringify(rows),
    now,
  });
  const changed = kept.rows[0]?.changed ?? 0;
  const total = lives.reduce((sum, one) => sum + one.lives, 0);
  await writer.sql.raw(
    `insert into retention_fits (fitted_at, accounts, lives, curves, changed)
     select :now::timestamptz, (select count(*) from mrr_accounts where cohort is not null), :lives::int, :curves::int, :changed::int`,
    { now, lives: total, curves: curves.length, changed },
  );
  return { lives: total, curves: curves.length, changed };
}

const keepStatement = `
with given as (
  select * from jsonb_to_recordset(:rows::jsonb) as g (key text, hash text, method text, level text, plan text, "vendorType" text, interval text, n int, detail jsonb, residuals jsonb)
), added as (
  insert into retention_curves (key, inputs_hash, method_version, level, plan_code, vendor_type, billing_interval, n, detail, residuals, fitted_at)
  select key, hash, method, level, plan, "vendorType", interval, n, detail, residuals, :now::timestamptz from given
  on conflict (key, inputs_hash) do nothing returning id, key
), counting as (
  select g.key, coalesce(a.id, c.id) as id from given g left join added a on a.key = g.key
    left join retention_curves c on c.key = g.key and c.inputs_hash = g.hash
), dropped as (
  delete from retention_curves_current where key not in (select key from given)
), pointed as (
  insert into retention_curves_current as p (key, curve_id, checked_at) select key, id, :now::timestamptz from counting
  on conflict (key) do update set curve_id = excluded.curve_id, checked_at = excluded.checked_at
)
select count(*)::int as changed from added`;

function rowOf({ residuals, ...detail }: SegmentCurve, lives: readonly LifeCount[]) {
  const { level, plan, vendorType, interval, n } = detail;
  const within = lives.filter((life) => life.interval === interval);
  // A tail may be borrowed from the wider pools, so their lives are inputs as well.
  const own = within.filter(
    (life) => (plan === null || life.plan === plan) && (vendorType === null || life.vendorType === vendorType),
  );
  const borrowed = detail.tailOf === level ? [] : [detail.tail];
  const hash = createHash('sha256')
    .update(JSON.stringify([methodVersion, detail.terms, own, borrowed]))
    .digest('hex');
  const key = curveKey({ plan, vendorType, interval });
  return { key, hash, method: methodVersion, level, plan, vendorType, interval, n, detail, residuals };
}

/** The name under which a curve is found. */
export function curveKey(of: { plan: string | null; vendorType: string | null; interval: string }): string {
  return [of.interval, of.plan ?? 'all', of.vendorType ?? 'all'].join('/');
}

/** What the last fit knew, and how many accounts there are by now; to tell whether it is out of date. */
export async function fitStanding({ sql }: Reader): Promise<{ readonly fitted: number; readonly accounts: number }> {
  const found: { rows: { fitted: number | null; accounts: number }[] } = await sql.raw(
    `select (select accounts from retention_fits order by id desc limit 1) as fitted,
       (select count(*)::int from mrr_accounts where cohort is not null) as accounts`,
  );
  return { fitted: found.rows[0]?.fitted ?? 0, accounts: found.rows[0]?.accounts ?? 0 };
}
