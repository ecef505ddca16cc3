import { healthFactsQuery, type HealthModels } from '@wedsync/db/success';
import type { HealthMeasureKey } from '@wedsync/domain/success';
import type { Knex } from 'knex';

/** Each measure's value from the facts, as SQL. The product says the same in its table of measures; the benchmark checks that both agree. */
const values: Readonly<Record<HealthMeasureKey, string>> = {
  daysSinceLogin: `coalesce("daysSinceLogin", "tenureDays")`,
  loginDays14: `case when "tenureDays" >= 3 then "loginDays14" end`,
  loginDays28: `case when "tenureDays" >= 14 then "loginDays28" end`,
  activeDays28: `case when "tenureDays" >= 28 then "activeDays28" end`,
  activityVsUsual: usual('"activeDays28"', '"activeDaysLastYear"', 'active_cohort'),
  work28: `case when "tenureDays" >= 28 then "work28" end`,
  workVsUsual: usual('"work28"', '"workLastYear"', 'work_cohort'),
  formsSubmitted: `case when "tenureDays" >= 28 then "formsSubmitted28" end`,
  enquiriesReceived: `case when "tenureDays" >= 28 then "enquiriesReceived90" end`,
  enquiriesAnswered: `case when "enquiriesReceived90" >= 3 then least(100, 100.0 * "enquiriesAnswered90" / "enquiriesReceived90") end`,
  responseMinutes: `case when "responsesTimed90" >= 3 then "responseMinutesSum90" / "responsesTimed90" end`,
  contractsSigned: `case when "contractsSent90" >= 3 then least(100, 100.0 * "contractsSigned90" / "contractsSent90") end`,
  featuresUsed: `case when "tenureDays" >= 14 then "featuresUsed90" end`,
  onboarding: `case when "tenureDays" >= 3 then "milestonesReached" end`,
  ticketsOpen: `"ticketsOpen"`,
  ticketsOpened: `"ticketsOpened90"`,
  nps: `"npsScore"`,
  failedInvoices: `"failedInvoices90"`,
  daysPastDue: `"daysPastDue"`,
  openDisputes: `"openDisputes"`,
  network: `"referralTies"`,
};

function usual(current: string, lastYear: string, cohort: string): string {
  const own = `(case when "tenureDays" >= 13 * 30.4375 then ${lastYear} end)`;
  const expected = `(coalesce(${own}, 0) + coalesce(${cohort}, 0)) / nullif((${own} is not null)::int + (${cohort} is not null)::int, 0)`;
  return `case when "tenureDays" >= 28 then case when ${expected} > 0 then least(400, 100.0 * ${current} / (${expected})) when ${expected} is not null and ${current} > 0 then 100 end end`;
}

export type SqlSweep = { readonly ms: number; readonly scores: ReadonlyMap<string, number | null> };

/**
 * The floor: the same facts, the same scores and the same three upserts, without a row leaving the database. It is rolled back, so that the product
 * starts from where the floor did.
 */
export async function sweepInSql(owner: Knex, models: HealthModels, day: string, asOf: Date): Promise<SqlSweep> {
  const sql = await owner.transaction();
  try {
    const started = performance.now();
    await sql.raw('set local statement_timeout = 0');
    const ids: string[] = await sql('suppliers').orderBy('id').pluck('id');
    await sql.raw(`create temp table fresh on commit drop as ${scored(models)}`, { ids, day, asOf });
    for (const statement of upserts) await sql.raw(statement, { day });
    const ms = performance.now() - started;
    const rows: { supplier_id: string; score: number | null }[] = await sql('fresh').select('supplier_id', 'score');
    return { ms, scores: new Map(rows.map((row) => [row.supplier_id, row.score])) };
  } finally {
    await sql.rollback();
  }
}

function scored({ current: { config, version } }: HealthModels): string {
  const groupTotal = config.groups.reduce((sum, group) => sum + group.weight, 0);
  const measures = config.measures.map((measure, index) => {
    const group = config.groups.find(({ key }) => key === measure.group);
    const among = config.measures
      .filter((one) => one.group === measure.group)
      .reduce((sum, one) => sum + one.weight, 0);
    const share = among === 0 ? 0 : ((group?.weight ?? 0) / groupTotal) * (measure.weight / among);
    return { ...measure, index, share, lift: (measure.liftPoints ?? 0) / 100 };
  });
  const list = (of: (measure: (typeof measures)[number]) => string, separator = ', ') =>
    measures.map(of).join(separator);
  return `
with facts as materialized (select f.*, ${cohort('activeDays28')} as active_cohort, ${cohort('work28')} as work_cohort from (${healthFactsQuery}) f),
measured as materialized (select facts.*, ${list(({ key, index }) => `case when not ended then floor((${values[key]})::float8 * 100 + 0.5) / 100 end as v${index}`)} from facts),
judged as materialized (select measured.*, ${list(({ index, curve }) => `${onCurve(`v${index}`, curve)} as s${index}`)} from measured),
weighed as materialized (select judged.*, ${list(({ index, share }) => `case when s${index} is null then 0 else ${share}::float8 end`, ' + ')} as covered from judged),
totalled as (select weighed.*, case when covered >= ${config.minimumCoverage} then
    least(100, round(${list(({ index, share, lift }) => `coalesce(s${index} * (${share}::float8 / nullif(covered, 0) + ${lift}::float8), 0)`, ' + ')}), case when v${position('openDisputes')} >= 1 or v${position('daysPastDue')} >= 14 then 40 else 100 end) end as score from weighed)
select "supplierId" as supplier_id, score::smallint, case when score is null then 'unknown' when score <= 39 then 'critical' when score <= 59 then 'at_risk' when score <= 79 then 'attention' else 'healthy' end as band,
  least(1, covered)::real as coverage, ${version} as model_version, array[${list(({ index }) => `v${index}`)}]::real[] as measure_values,
  array[${list(({ index, share, lift }) => `coalesce(s${index} * (${share}::float8 / nullif(covered, 0) + ${lift}::float8), 0)`)}]::real[] as contributions,
  (score - "scoreWeekAgo")::smallint as change_7, (score - "scoreFortnightAgo")::smallint as change_14,
  case when abs(score - "scoreFortnightAgo") > 3 then sign(score - "scoreFortnightAgo") else 0 end::smallint as trend, (score - "previousScore")::smallint as delta, "lastSeenAt" as last_seen_at
from totalled`;

  function position(key: HealthMeasureKey): number {
    return config.measures.findIndex((measure) => measure.key === key);
  }
}

function cohort(measure: string): string {
  const of = (type: string, country: string) =>
    `(select median from health_baselines b where b.day = (select max(day) from health_baselines where day <= :day::date) and b.vendor_type = ${type} and b.country = ${country} and b.measure = '${measure}' and b.suppliers >= 10)`;
  return `coalesce(${of('f."vendorType"', 'f.country')}, ${of('f."vendorType"', `''`)}, ${of(`''`, `''`)})`;
}

function onCurve(value: string, curve: readonly (readonly [number, number])[]): string {
  const parts = curve.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = curve[index] ?? [0, 0];
    return `when ${value} <= ${x} then ${fromY} + (${y - fromY})::float8 * (${value} - (${fromX})) / ${x - fromX}`;
  });
  const [firstX, firstY] = curve[0] ?? [0, 0];
  return `case when ${value} is null then null when ${value} <= ${firstX} then ${firstY} ${parts.join(' ')} else ${curve.at(-1)?.[1] ?? 0} end`;
}

const upserts = [
  `insert into health_scores as h (supplier_id, score, band, auto_score, auto_band, coverage, model_version, measure_values, contributions, change_7, change_14, trend, scored_at)
   select supplier_id, score, band, score, band, coverage, model_version, measure_values, contributions, change_7, change_14, trend, now() from fresh
   on conflict (supplier_id) do update set score = excluded.score, band = excluded.band, auto_score = excluded.auto_score, auto_band = excluded.auto_band, coverage = excluded.coverage,
     model_version = excluded.model_version, measure_values = excluded.measure_values, contributions = excluded.contributions, change_7 = excluded.change_7, change_14 = excluded.change_14,
     trend = excluded.trend, scored_at = excluded.scored_at`,
  `insert into health_score_days (supplier_id, day, score, band, auto_score, coverage, model_version, measure_values, contributions, behaviour_delta, config_delta)
   select supplier_id, :day::date, score, band, score, coverage, model_version, measure_values, contributions, delta, 0 from fresh
   on conflict (supplier_id, day) do update set score = excluded.score, band = excluded.band, auto_score = excluded.auto_score, coverage = excluded.coverage, model_version = excluded.model_version,
     measure_values = excluded.measure_values, contributions = excluded.contributions, behaviour_delta = excluded.behaviour_delta, config_delta = excluded.config_delta`,
  `update suppliers s set health_score = f.score, health_band = f.band, health_trend = f.trend, last_seen_at = coalesce(f.last_seen_at, s.last_seen_at) from fresh f
   where s.id = f.supplier_id and (s.health_score, s.health_band, s.health_trend, s.last_seen_at) is distinct from (f.score, f.band, f.trend, coalesce(f.last_seen_at, s.last_seen_at))`,
];
