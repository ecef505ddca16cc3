import { Invalid, type FieldErrors } from '@wedsync/domain/platform';
import {
  asksAboutHealth,
  healthModelConfigSchema,
  segmentIdsOf,
  segmentsNamed,
  type HealthModelConfig,
} from '@wedsync/domain/success';
import type { SegmentRule } from '@wedsync/domain/suppliers';
import type { FindUses, Reader } from '../../platform/index.ts';

/** Models that ask about a segment: what scores now, which two people published, and drafts. */
export const healthModelsOnSegment: FindUses = async ({ sql }, segmentId) => {
  const models: { id: string; title: string; state: string; config: unknown }[] = await sql('health_models')
    .whereNot('state', 'retired')
    .orderByRaw(`state = 'published' desc, title`)
    .select('id', 'title', 'state', 'config');
  return models
    .filter(({ config }) => segmentIdsOf(healthModelConfigSchema.parse(config)).includes(segmentId))
    .map(({ id, title, state }) => ({
      noun: state === 'published' ? 'health model' : 'draft of the health model',
      name: title,
      path: `/health-models/${id}/show`,
      agreedBy: state === 'published' ? 'health-models:approve' : null,
    }));
};

/**
 * Refuses a model that asks about a segment which nobody keeps up to date, or which asks about health itself: such a model would chase its own scores.
 * @throws Invalid, at the field that names the segment
 */
export async function refuseUnfitSegments({ sql }: Reader, config: HealthModelConfig): Promise<void> {
  const named = segmentsNamed(config);
  if (named.length === 0) return;
  const kept: { id: string; rule: SegmentRule }[] = await sql('segments')
    .where({ archived: false })
    .whereIn('id', segmentIdsOf(config))
    .select('id', 'rule');
  const rules = new Map(kept.map(({ id, rule }) => [id, rule]));
  const fields: FieldErrors = Object.fromEntries(
    named.flatMap(({ segment, path }) => {
      const why = whyUnfit(rules.get(segment));
      return why === null ? [] : [[['config', ...path].join('.'), why]];
    }),
  );
  const [first] = Object.values(fields);
  if (first !== undefined) throw Invalid({ message: first }, { fields });
}

function whyUnfit(rule: SegmentRule | undefined): string | null {
  if (rule === undefined) return 'There is no such segment, or it is archived.';
  return asksAboutHealth(rule)
    ? 'This segment asks about health or churn risk, which would chase its own score.'
    : null;
}
