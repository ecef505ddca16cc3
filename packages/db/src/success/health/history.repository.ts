import type { Writer } from '../../platform/index.ts';
import { endOfDay, gatherHealthFacts } from './facts.queries.ts';
import { loadHealthModels } from './models.queries.ts';
import { keepReconstructed } from './scores.repository.ts';
import { scoreSubject } from './recompute-health.ts';

/**
 * Scores suppliers as they stood at the end of a past day, from what had happened by then, under today's model. Such points are marked as reconstructed.
 * @returns how many points were made
 */
export async function reconstructDay(writer: Writer, supplierIds: readonly string[], day: string): Promise<number> {
  const models = await loadHealthModels(writer);
  const asOf = endOfDay(day);
  const subjects = await gatherHealthFacts(writer, supplierIds, asOf, models.segments);
  const points = subjects.map((subject) => scoreSubject(subject, models, asOf).fresh);
  await keepReconstructed(writer, points, day);
  return points.length;
}
