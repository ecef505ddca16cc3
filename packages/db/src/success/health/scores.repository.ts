import type { HealthBand } from '@wedsync/domain/success';
import { arrayLiteral, type Writer } from '../../platform/index.ts';

/** A supplier's standing before this scoring, locked until the transaction ends. */
export type HealthStanding = {
  readonly supplierId: string;
  readonly score: number | null;
  readonly band: HealthBand;
  readonly lastDropAt: Date | null;
  readonly scoredAt: Date | null;
  readonly modelVersion: number | null;
  readonly overrideValue: number | null;
  readonly overrideExpiresAt: Date | null;
};

/** A fresh score, ready to be kept. Values and contributions are in the order of the model's measures. */
export type FreshScore = {
  readonly supplierId: string;
  readonly score: number | null;
  readonly band: HealthBand;
  readonly autoScore: number | null;
  readonly autoBand: HealthBand;
  readonly coverage: number;
  readonly exception: string | null;
  readonly modelVersion: number;
  /** Those it is in, of the segments the model asks about. */
  readonly segments: readonly string[];
  readonly values: readonly (number | null)[];
  readonly contributions: readonly number[];
  readonly change7: number | null;
  readonly change14: number | null;
  readonly trend: number;
  readonly behaviourDelta: number | null;
  readonly configDelta: number | null;
  readonly lastSeenAt: Date | null;
  readonly lastDropAt: Date | null;
};

/**
 * Locks the standings of these suppliers in one order, making those that do not exist yet: two scorings of a supplier follow one another,
 * so a fall is seen once.
 */
export async function lockStandings(
  writer: Writer,
  supplierIds: readonly string[],
): Promise<Map<string, HealthStanding>> {
  const ids = [...new Set(supplierIds)].sort();
  const found = await lockRows(writer, ids);
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  await writer.sql.raw(
    `insert into health_scores (supplier_id) select unnest(?::text[]) on conflict (supplier_id) do nothing`,
    [missing],
  );
  return new Map([...found, ...(await lockRows(writer, missing))]);
}

async function lockRows(writer: Writer, ids: string[]): Promise<Map<string, HealthStanding>> {
  const result: { rows: HealthStanding[] } = await writer.sql.raw(
    `select supplier_id as "supplierId", score, band, last_drop_at as "lastDropAt", scored_at as "scoredAt", model_version as "modelVersion",
       override_value as "overrideValue", override_expires_at as "overrideExpiresAt"
     from health_scores where supplier_id = any(?) order by supplier_id for no key update`,
    [ids],
  );
  return new Map(result.rows.map((row) => [row.supplierId, row]));
}

/** Keeps fresh scores: the current one, today's row of the history, and the standing beside the supplier. Three statements for any number. */
export async function keepScores(writer: Writer, scores: readonly FreshScore[], day: string, now: Date): Promise<void> {
  if (scores.length === 0) return;
  const columns = columnsOf(scores);
  await writer.sql.raw(upsertCurrent, { ...columns, now });
  await writer.sql.raw(upsertDay, { ...columns, day, origin: 'live' });
  await writer.sql.raw(updateSuppliers, columns);
}

/** Keeps what scores would have been on a past day; days that were scored live stay as they are. */
export async function keepReconstructed(writer: Writer, scores: readonly FreshScore[], day: string): Promise<void> {
  if (scores.length === 0) return;
  await writer.sql.raw(upsertReconstructed, { ...columnsOf(scores), day, origin: 'reconstructed' });
}

/** One text array per column: the driver sends it in one go whatever holes it has, and an empty text is a hole. */
function columnsOf(scores: readonly FreshScore[]) {
  const column = (of: (score: FreshScore) => string | number | null) => scores.map((score) => String(of(score) ?? ''));
  return {
    supplierId: column((one) => one.supplierId),
    score: column((one) => one.score),
    band: column((one) => one.band),
    autoScore: column((one) => one.autoScore),
    autoBand: column((one) => one.autoBand),
    coverage: column((one) => one.coverage),
    exception: column((one) => one.exception),
    modelVersion: column((one) => one.modelVersion),
    segments: column((one) => (one.segments.length === 0 ? null : arrayLiteral(one.segments))),
    values: column((one) => arrayLiteral(one.values)),
    contributions: column((one) => arrayLiteral(one.contributions)),
    change7: column((one) => one.change7),
    change14: column((one) => one.change14),
    trend: column((one) => one.trend),
    behaviourDelta: column((one) => one.behaviourDelta),
    configDelta: column((one) => one.configDelta),
    lastSeenAt: column((one) => one.lastSeenAt?.toISOString() ?? null),
    lastDropAt: column((one) => one.lastDropAt?.toISOString() ?? null),
  };
}

const hole = (name: string, type: string) => `nullif(${name}, '')::${type}`;

const upsertCurrent = `
insert into health_scores as h (supplier_id, score, band, auto_score, auto_band, coverage, exception, model_version, segments, measure_values, contributions,
  change_7, change_14, trend, last_drop_at, scored_at)
select supplier_id, ${hole('score', 'smallint')}, band, ${hole('auto_score', 'smallint')}, auto_band, coverage::real, ${hole('exception', 'text')}, model_version::int, ${hole('segments', 'text[]')},
  measure_values::real[], contributions::real[], ${hole('change_7', 'smallint')}, ${hole('change_14', 'smallint')}, trend::smallint, ${hole('last_drop_at', 'timestamptz')}, :now
from unnest(:supplierId::text[], :score::text[], :band::text[], :autoScore::text[], :autoBand::text[], :coverage::text[], :exception::text[], :modelVersion::text[],
  :segments::text[], :values::text[], :contributions::text[], :change7::text[], :change14::text[], :trend::text[], :lastDropAt::text[])
  as f (supplier_id, score, band, auto_score, auto_band, coverage, exception, model_version, segments, measure_values, contributions, change_7, change_14, trend, last_drop_at)
on conflict (supplier_id) do update set score = excluded.score, band = excluded.band, auto_score = excluded.auto_score, auto_band = excluded.auto_band,
  coverage = excluded.coverage, exception = excluded.exception, model_version = excluded.model_version, segments = excluded.segments,
  measure_values = excluded.measure_values, contributions = excluded.contributions, change_7 = excluded.change_7, change_14 = excluded.change_14, trend = excluded.trend,
  last_drop_at = excluded.last_drop_at, scored_at = excluded.scored_at`;

const dayColumns = `
insert into health_score_days as d (supplier_id, day, score, band, auto_score, coverage, exception, model_version, segments, measure_values, contributions, behaviour_delta, config_delta, origin)
select supplier_id, :day::date, ${hole('score', 'smallint')}, band, ${hole('auto_score', 'smallint')}, coverage::real, ${hole('exception', 'text')}, model_version::int, ${hole('segments', 'text[]')},
  measure_values::real[], contributions::real[], ${hole('behaviour', 'smallint')}, ${hole('config', 'smallint')}, :origin
from unnest(:supplierId::text[], :score::text[], :band::text[], :autoScore::text[], :coverage::text[], :exception::text[], :modelVersion::text[],
  :segments::text[], :values::text[], :contributions::text[], :behaviourDelta::text[], :configDelta::text[])
  as f (supplier_id, score, band, auto_score, coverage, exception, model_version, segments, measure_values, contributions, behaviour, config)
on conflict (supplier_id, day) do update set score = excluded.score, band = excluded.band, auto_score = excluded.auto_score, coverage = excluded.coverage,
  exception = excluded.exception, model_version = excluded.model_version, segments = excluded.segments, measure_values = excluded.measure_values,
  contributions = excluded.contributions, behaviour_delta = excluded.behaviour_delta, config_delta = excluded.config_delta, origin = excluded.origin`;
const upsertDay = dayColumns;
const upsertReconstructed = `${dayColumns} where d.origin = 'reconstructed'`;

/** Suppliers are touched only where something shows: each touch costs their indexes and triggers. */
const updateSuppliers = `
update suppliers s set health_score = f.score, health_band = f.band, health_trend = f.trend, last_seen_at = coalesce(f.last_seen_at, s.last_seen_at)
from (select s.id, ${hole('f.score', 'smallint')} as score, f.band, f.trend::smallint as trend, ${hole('f.last_seen_at', 'timestamptz')} as last_seen_at
      from unnest(:supplierId::text[], :score::text[], :band::text[], :trend::text[], :lastSeenAt::text[]) as f (id, score, band, trend, last_seen_at)
      join suppliers s on s.id = f.id order by s.id for no key update of s) f
where s.id = f.id and (s.health_score, s.health_band, s.health_trend, s.last_seen_at)
  is distinct from (f.score, f.band, f.trend, coalesce(f.last_seen_at, s.last_seen_at))`;
