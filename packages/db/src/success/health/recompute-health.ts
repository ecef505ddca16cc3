import { calendarDate, DAY_MS } from '@wedsync/domain/platform';
import {
  bandOf,
  decomposeDelta,
  effectiveScore,
  isDrop,
  measuresOf,
  passesMark,
  reasonsOf,
  scoreHealth,
  segmentIdsOf,
  trendOf,
  type HealthModel,
  type HealthScore,
  type ScoreTrigger,
} from '@wedsync/domain/success';
import { addTimelineEntries, raiseTask } from '../../suppliers/index.ts';
import { emitEvents, type SuccessEvent, type Writer } from '../../platform/index.ts';
import { gatherHealthFacts, type HealthSubject } from './facts.queries.ts';
import { loadHealthModels, type HealthModels } from './models.queries.ts';
import { keepScores, lockStandings, type FreshScore, type HealthStanding } from './scores.repository.ts';
import { scoreTriggers } from '../playbooks/live-playbooks.queries.ts';

export type RecomputeOptions = {
  /** Every change of score is told (someone may be looking), or only changes of band and passed marks of live playbooks (a sweep of everyone). */
  readonly tell: 'scores' | 'marks';
};

export type RecomputedHealth = { readonly scored: number; readonly changed: number; readonly drops: number };

type Outcome = {
  readonly subject: HealthSubject;
  readonly before: HealthStanding;
  readonly health: HealthScore;
  readonly fresh: FreshScore;
  /** Where it would stand had nobody changed the model: what is told is what the supplier did. */
  readonly ownDoing: Standing;
  readonly drop: boolean;
};

type Standing = Pick<HealthStanding, 'score' | 'band'>;

/**
 * Scores these suppliers as of now: gathers their facts, scores them by the published model, keeps the result, and tells what changed. A fall into
 * risk raises one task and one event, however many scorings run at once.
 */
export async function recomputeHealth(
  writer: Writer,
  supplierIds: readonly string[],
  now: Date,
  options: RecomputeOptions = { tell: 'scores' },
): Promise<RecomputedHealth> {
  const models = await loadHealthModels(writer);
  const standings = await lockStandings(writer, supplierIds);
  const subjects = await gatherHealthFacts(writer, supplierIds, now, models.segments);
  const outcomes = subjects.flatMap((subject) => {
    const before = standings.get(subject.supplierId);
    return before === undefined ? [] : [judge(subject, before, models, now)];
  });
  await keepScores(
    writer,
    outcomes.map(({ fresh }) => fresh),
    calendarDate(now),
    now,
  );
  const drops = outcomes.filter(({ drop }) => drop);
  await tellDrops(writer, drops, now);
  // A fall is told by its own event.
  const triggers = await scoreTriggers(writer, 'health');
  const changed = outcomes.filter((outcome) => !outcome.drop && isTold(outcome, options, triggers));
  await emitEvents(writer, [
    ...changed.map((outcome) => changeEvent(outcome, now)),
    ...drops.map((outcome) => dropEvent(outcome, now)),
  ]);
  return { scored: outcomes.length, changed: changed.length, drops: drops.length };
}

function judge(subject: HealthSubject, before: HealthStanding, models: HealthModels, now: Date): Outcome {
  const { health, fresh: automatic } = scoreSubject(subject, models, now);
  const { config } = models.current;
  const override =
    before.overrideValue === null || before.overrideExpiresAt === null
      ? null
      : { value: before.overrideValue, expiresAt: before.overrideExpiresAt };
  const standing = (model: HealthModel, automaticScore: number | null): Standing => {
    const score = effectiveScore(automaticScore, override, now);
    return { score, band: bandOf(model.config, score) };
  };
  const shown = standing(models.current, automatic.autoScore);
  const modelThen = models.byVersion.get(before.modelVersion ?? models.current.version) ?? models.current;
  const ownDoing =
    modelThen === models.current ? shown : standing(modelThen, scoreUnder(subject, modelThen, now).score);
  const drop = isDrop(
    { before: before.band, after: ownDoing.band, lastDropAt: before.lastDropAt, settling: subject.settling },
    config,
    now,
  );
  return {
    subject,
    before,
    health,
    ownDoing,
    drop,
    fresh: { ...automatic, ...shown, lastDropAt: drop ? now : before.lastDropAt },
  };
}

/** What a supplier scores on its facts alone, with how it moved; nothing when its last subscription has ended. */
export function scoreSubject(
  subject: HealthSubject,
  { current, byVersion }: Pick<HealthModels, 'current' | 'byVersion'>,
  now: Date,
): { readonly health: HealthScore; readonly fresh: FreshScore } {
  const health = scoreUnder(subject, current, now);
  const score = health.score;
  const delta = deltaOf(subject, score, { current, byVersion }, now);
  const change = (earlier: number | null) => (score === null || earlier === null ? null : score - earlier);
  return {
    health,
    fresh: {
      supplierId: subject.supplierId,
      score,
      band: health.band,
      autoScore: score,
      autoBand: health.band,
      coverage: Math.round(health.coverage * 100) / 100,
      exception: health.exception?.key ?? null,
      modelVersion: current.version,
      segments: segmentIdsOf(current.config).filter((id) => subject.segments.includes(id)),
      values: health.measures.map((measure) => measure.value),
      contributions: health.measures.map((measure) => Math.round(measure.contribution * 100) / 100),
      change7: change(subject.scoreWeekAgo),
      change14: change(subject.scoreFortnightAgo),
      trend: trendOf(current.config, change(subject.scoreFortnightAgo)),
      behaviourDelta: delta?.behaviour ?? null,
      configDelta: delta?.configuration ?? null,
      lastSeenAt: subject.lastSeenAt,
      lastDropAt: null,
    },
  };
}

/** What a supplier scores under a model: nothing when its last subscription has ended and the model does not score those. */
export function scoreUnder(subject: HealthSubject, model: HealthModel, at: Date): HealthScore {
  const values = isLeftOut(subject, model) ? {} : measuresOf(subject.facts);
  return scoreHealth({ values, segments: subject.segments }, model, at);
}

/** Whether a model does not score a supplier because its last subscription has ended. */
export function isLeftOut(subject: HealthSubject, { config }: HealthModel): boolean {
  return subject.ended && config.notScoredLifecycles.includes(subject.lifecycle);
}

/** Held against the day before: all measures are known today, so the model of then is given its own. */
function deltaOf(
  subject: HealthSubject,
  score: number | null,
  { current, byVersion }: Pick<HealthModels, 'current' | 'byVersion'>,
  now: Date,
) {
  const { previous } = subject;
  const modelThen = previous === null ? undefined : byVersion.get(previous.modelVersion);
  if (previous === null || modelThen === undefined) return null;
  const underThen = modelThen === current ? score : scoreUnder(subject, modelThen, now).score;
  return decomposeDelta(previous.score, score, underThen);
}

/** A first score is no change, nor is one made while history arrives. */
function isTold(
  { before, ownDoing, subject }: Outcome,
  { tell }: RecomputeOptions,
  triggers: readonly ScoreTrigger[],
): boolean {
  if (before.scoredAt === null || subject.settling) return false;
  if (before.band !== ownDoing.band) return true;
  return tell === 'scores'
    ? before.score !== ownDoing.score
    : triggers.some((trigger) => passesMark(trigger, before.score, ownDoing.score));
}

function changeEvent({ subject, before, fresh }: Outcome, now: Date): SuccessEvent {
  return {
    type: 'health.changed',
    supplierId: subject.supplierId,
    resource: 'health-scores',
    resourceId: subject.supplierId,
    summary: `Health of ${subject.businessName}: ${inWords(before)} to ${inWords(fresh)}`,
    payload: { before: before.score, bandBefore: before.band, after: fresh.score, bandAfter: fresh.band },
    occurredAt: now,
  };
}

function dropEvent({ subject, before, health, fresh }: Outcome, now: Date): SuccessEvent {
  return {
    type: 'health.dropped_to_at_risk',
    supplierId: subject.supplierId,
    resource: 'health-scores',
    resourceId: subject.supplierId,
    summary: `${subject.businessName} fell to ${inWords(fresh)}: ${whyNow(health)}`,
    payload: {
      before: before.score,
      bandBefore: before.band,
      after: fresh.score,
      bandAfter: fresh.band,
      mrrMinor: subject.mrrMinor,
      businessName: subject.businessName,
      exception: health.exception?.title ?? null,
      reasons: reasonsOf(health)
        .filter(({ kind }) => kind === 'bad')
        .map(({ words }) => words),
    },
    occurredAt: now,
  };
}

/** How long someone has to look at a supplier that fell. */
const dueDays = { critical: 1, other: 2 } as const;

async function tellDrops(writer: Writer, drops: readonly Outcome[], now: Date): Promise<void> {
  for (const { subject, health, fresh, before } of drops) {
    const critical = fresh.band === 'critical';
    await raiseTask(writer, {
      supplierId: subject.supplierId,
      type: 'health',
      reason: 'dropped',
      title: `Health fell from ${before.score ?? 'unknown'} to ${fresh.score ?? 'unknown'}`,
      detail: whyNow(health),
      priority: critical ? 'urgent' : 'high',
      dueOn: calendarDate(new Date(now.getTime() + (critical ? dueDays.critical : dueDays.other) * DAY_MS)),
      source: 'health',
    });
  }
  await addTimelineEntries(
    writer,
    drops.map(({ subject, before, fresh, health }) => ({
      supplierId: subject.supplierId,
      at: now,
      kind: 'health',
      actorName: 'Health score',
      title: `Health fell to ${inWords(fresh)}`,
      detail: { before: before.score, after: fresh.score, why: whyNow(health) },
      source: 'health',
      sourceId: `${subject.supplierId}:drop:${now.toISOString()}`,
    })),
  );
}

function inWords({ score, band }: { readonly score: number | null; readonly band: string }): string {
  return score === null ? 'unknown' : `${score} (${band.replace('_', ' ')})`;
}

function whyNow(health: HealthScore): string {
  const bad = reasonsOf(health).filter(({ kind }) => kind === 'bad');
  const parts = [...(health.exception === null ? [] : [health.exception.title]), ...bad.map(({ words }) => words)];
  return parts.length === 0 ? 'No single reason stands out' : parts.slice(0, 3).join('; ');
}
