import {
  findHealthScore,
  gatherHealthFacts,
  liftOverrides,
  loadHealthModels,
  putOverride,
  recomputeHealth,
  scoreSubject,
} from '@wedsync/db/success';
import type { Reader, Writer } from '@wedsync/db/platform';
import { tellStory } from '@wedsync/db/suppliers';
import { NotFound } from '@wedsync/domain/platform';
import {
  bandOf,
  clearOverrideInputSchema,
  healthOverrideInputSchema,
  NoOverride,
  NotScoredYet,
  overrideEnd,
  type HealthScoreRow,
} from '@wedsync/domain/success';
import { z } from 'zod';
import { defineAction, type Assessment } from '../../platform/index.ts';

/** A person's judgement in front of the automatic score, for at most 30 days. */
export const overrideHealth = defineAction({
  resource: 'health-scores',
  verb: 'override',
  title: 'Override health',
  description: 'Let your judgement stand in front of the automatic score for a while',
  danger: false,
  reasonRequired: true,
  input: healthOverrideInputSchema,
  assess: async (reader, supplierId, input, { clock }) => {
    const current = await scoreOf(reader, supplierId);
    if (current.scoredAt === null) throw NotScoredYet(undefined);
    const { config } = (await loadHealthModels(reader)).current;
    return about(current, [
      { label: 'Health now', value: inWords(current.score, current.band) },
      { label: 'Automatic score', value: inWords(current.autoScore, current.autoBand) },
      { label: 'Health will show', value: inWords(input.value, bandOf(config, input.value)) },
      { label: 'Ends', value: overrideEnd(input, clock.now()).toISOString().slice(0, 10) },
    ]);
  },
  perform: async (writer, supplierId, input, { clock }) => {
    const current = await scoreOf(writer, supplierId);
    const now = clock.now();
    const { id: by, name: byName, reason = '' } = writer.actor;
    const override = {
      supplierId,
      value: input.value,
      reason,
      by,
      byName,
      at: now,
      expiresAt: overrideEnd(input, now),
    };
    await putOverride(writer, override, (await loadHealthModels(writer)).current);
    await tell(writer, current, `${byName} set health to ${input.value}: ${reason}`, now);
    return { state: 'succeeded', result: { value: input.value, expiresAt: override.expiresAt.toISOString() } };
  },
});

/** Gives way to the automatic score again before the override expires. */
export const clearOverride = defineAction({
  resource: 'health-scores',
  verb: 'clear-override',
  title: 'End override',
  description: 'Let the automatic score count again',
  danger: false,
  reasonRequired: false,
  input: clearOverrideInputSchema,
  available: async (reader, supplierId) =>
    (await scoreOf(reader, supplierId)).override === null
      ? { allowed: false, why: 'Health is not overridden.' }
      : { allowed: true },
  assess: async (reader, supplierId) => {
    const current = await scoreOf(reader, supplierId);
    if (current.override === null) throw NoOverride(undefined);
    return about(current, [{ label: 'Health will show', value: inWords(current.autoScore, current.autoBand) }]);
  },
  perform: async (writer, supplierId, _input, { clock }) => {
    const current = await scoreOf(writer, supplierId);
    const now = clock.now();
    if ((await liftOverrides(writer, [supplierId], now)).length === 0) throw NoOverride(undefined);
    await tell(writer, current, `${writer.actor.name} ended the override of health`, now);
    return { state: 'succeeded' };
  },
});

/** Scores one supplier this moment; the preview is a dry run. */
export const recomputeNow = defineAction({
  resource: 'health-scores',
  verb: 'recompute',
  title: 'Calculate now',
  description: 'Score this supplier now instead of waiting for new facts',
  danger: false,
  reasonRequired: false,
  input: z.strictObject({}),
  assess: async (reader, supplierId, _input, { clock }) => {
    const now = clock.now();
    const models = await loadHealthModels(reader);
    const [subject] = await gatherHealthFacts(reader, [supplierId], now, models.segments);
    if (subject === undefined) throw NotFound({ what: 'supplier', id: supplierId });
    const { fresh } = scoreSubject(subject, models, now);
    const current = await findHealthScore(reader, supplierId);
    return {
      ...nothingMoves(supplierId),
      fingerprint: supplierId,
      preview: {
        lines: [
          { label: 'Stored', value: inWords(current?.autoScore ?? null, current?.autoBand ?? 'unknown') },
          { label: 'Calculated now', value: inWords(fresh.autoScore, fresh.autoBand) },
        ],
        warnings: [],
      },
    };
  },
  perform: async (writer, supplierId, _input, { clock }) => {
    const { scored } = await recomputeHealth(writer, [supplierId], clock.now());
    if (scored === 0) throw NotFound({ what: 'supplier', id: supplierId });
    const current = await scoreOf(writer, supplierId);
    return { state: 'succeeded', result: { score: current.autoScore, band: current.autoBand } };
  },
});

async function scoreOf(reader: Reader, supplierId: string): Promise<HealthScoreRow> {
  const row = await findHealthScore(reader, supplierId);
  if (row === undefined) throw NotFound({ what: 'health score', id: supplierId });
  return row;
}

function about(current: HealthScoreRow, lines: Assessment['preview']['lines']): Assessment {
  return {
    ...nothingMoves(current.supplierId),
    fingerprint: JSON.stringify([current.score, current.autoScore, current.override]),
    preview: { lines, warnings: [] },
  };
}

function nothingMoves(supplierId: string): Pick<Assessment, 'supplierId' | 'amount' | 'approval'> {
  return { supplierId, amount: null, approval: null };
}

function tell(writer: Writer, { supplierId, businessName }: HealthScoreRow, title: string, at: Date): Promise<void> {
  return tellStory(
    writer,
    {
      type: 'health.changed',
      supplierId,
      resource: 'health-scores',
      resourceId: supplierId,
      summary: `${businessName}: ${title}`,
      occurredAt: at,
    },
    { kind: 'health', title, source: 'health', sourceId: `${supplierId}:override:${at.toISOString()}` },
  );
}

function inWords(score: number | null, band: string): string {
  return score === null ? 'Unknown' : `${score} (${band.replace('_', ' ')})`;
}
