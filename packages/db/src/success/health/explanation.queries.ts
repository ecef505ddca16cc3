import { calendarDate, DAY_MS, daysBetween } from '@wedsync/domain/platform';
import {
  decomposeOver,
  explainChange,
  measureRule,
  reasonsOf,
  type HealthExplanation,
  type HealthModel,
  type HealthScore,
} from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import { loadHealthModels, type HealthModels } from './models.queries.ts';
import { overrideOf, storedScores, type StoredScore } from './scores.queries.ts';
import { evidenceOf, storedHealth } from './stored-health.ts';

export const historyMonths = 25;
/** A point a day for this long, then a point a week: what a line on a screen can show. */
const dailyPoints = 90;

type HistoryRow = {
  day: string;
  score: number | null;
  autoScore: number | null;
  modelVersion: number;
  segments: string[] | null;
  values: (number | null)[];
  configuration: number | null;
  origin: 'live' | 'reconstructed';
};

/**
 * Everything behind one supplier's score: its parts, its history and what changed over the model's trend window.
 * @returns undefined when the supplier is out of scope or has no score yet
 */
export async function explainHealth(
  reader: Reader,
  supplierId: string,
  now: Date,
): Promise<HealthExplanation | undefined> {
  const models = await loadHealthModels(reader);
  const row = (await storedScores(reader, [supplierId]))[0];
  const model = models.byVersion.get(row?.modelVersion ?? -1);
  if (row === undefined || model === undefined || row.scoredAt === null) return undefined;
  const health = storedHealth(model, row);
  const history = await loadHistory(reader, supplierId, now);
  return {
    ...standingOf(row, health, row.scoredAt),
    minimumCoverage: model.config.minimumCoverage,
    modelVersion: model.version,
    modelTitle: await modelTitle(reader, model.version),
    reasons: reasonsOf(health),
    groups: health.groups.map((group) => ({ ...group })),
    measures: measuresInWords(health, model),
    history: thinned(history, now).map(({ day, score, autoScore, modelVersion, origin }) => ({
      day,
      score,
      autoScore,
      modelVersion,
      reconstructed: origin === 'reconstructed',
    })),
    change: changeOver(model.config.trend.days, history, row, models, now),
  };
}

function standingOf(row: StoredScore, health: HealthScore, scoredAt: Date) {
  const { supplierId, score, band, autoScore, autoBand, trend, coverage } = row;
  const { exception, uncapped, weighting } = health;
  return {
    supplierId,
    score,
    band,
    autoScore,
    autoBand,
    trend,
    coverage,
    exception,
    uncapped,
    weighting,
    override: overrideOf(row),
    scoredAt: scoredAt.toISOString(),
  };
}

async function modelTitle(reader: Reader, version: number): Promise<string> {
  const row: { title: string } | undefined = await reader
    .sql('health_models')
    .where({ number: version })
    .first('title');
  return row?.title ?? `Model ${version}`;
}

function measuresInWords(health: HealthScore, { config }: HealthModel): HealthExplanation['measures'] {
  const groups = new Map(config.groups.map(({ key, title }) => [key, title]));
  return health.measures.map(({ key, group, value, score, share, contribution }) => {
    const { title, unit, definition, words } = measureRule(key);
    return {
      key,
      title,
      unit,
      definition,
      value,
      score,
      share,
      contribution,
      group: groups.get(group) ?? group,
      words: value === null ? null : words(value),
    };
  });
}

async function loadHistory(reader: Reader, supplierId: string, now: Date): Promise<HistoryRow[]> {
  const since = calendarDate(new Date(now.getTime() - historyMonths * 31 * DAY_MS));
  return reader
    .sql('health_score_days')
    .where({ supplier_id: supplierId })
    .andWhere('day', '>=', since)
    .orderBy('day')
    .select({
      day: 'day',
      score: 'score',
      autoScore: 'auto_score',
      modelVersion: 'model_version',
      segments: 'segments',
      values: 'measure_values',
      configuration: 'config_delta',
      origin: 'origin',
    });
}

/** Of older weeks the last day stands for all. */
function thinned(history: readonly HistoryRow[], now: Date): HistoryRow[] {
  const today = calendarDate(now);
  const week = (day: string) => Math.floor(daysBetween(day, today) / 7);
  return history.filter((row, index) => {
    const next = history[index + 1];
    return daysBetween(row.day, today) <= dailyPoints || next === undefined || week(next.day) !== week(row.day);
  });
}

function changeOver(
  days: number,
  history: readonly HistoryRow[],
  row: StoredScore,
  { byVersion }: HealthModels,
  now: Date,
): HealthExplanation['change'] {
  const today = calendarDate(now);
  const from = history.findLastIndex(
    ({ day }) => daysBetween(day, today) >= days && daysBetween(day, today) < 2 * days,
  );
  const then = history[from];
  const modelThen = then && byVersion.get(then.modelVersion);
  const modelNow = row.modelVersion === null ? undefined : byVersion.get(row.modelVersion);
  if (then === undefined || modelThen === undefined || modelNow === undefined) return null;
  const delta = decomposeOver(then.autoScore, row.autoScore, history.slice(from));
  const before = { ...evidenceOf(modelThen, then), model: modelThen };
  const after = { ...evidenceOf(modelNow, row), model: modelNow };
  return delta && { since: then.day, ...delta, measures: explainChange(before, after, now) };
}
