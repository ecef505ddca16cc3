import type { Writer } from '../platform/index.ts';
import { endOfDay, gatherHealthFacts } from './health-facts.queries.ts';
import { loadHealthModels } from './health-models.queries.ts';
import { keepReconstructed } from './health-scores.repository.ts';
import { scoreSubject } from './recompute-health.ts';

/**
 * Scores suppliers as they stood at the end of a past day, from what had happened by then, under today's model. Such points are marked as reconstructed.
 * @returns how many points were made
 */
export async function reconstructDay(writer: Writer, supplierIds: readonly string[], day: string): Promise<number> {
  const models = await loadHealthModels(writer);
  const asOf = endOfDay(day);
  const subjects = await gatherHealthFacts(writer, supplierIds, asOf);
  const points = subjects.map((subject) => scoreSubject(subject, models, asOf).fresh);
  await keepReconstructed(writer, points, day);
  return points.length;
}

/** Suppliers whose history has arrived and settled: quiet since `quietSince`, or all of them once nobody's history is arriving any more. */
export async function settledHistories(writer: Writer, quietSince: Date, waitedSince: Date): Promise<string[]> {
  const result: { rows: { supplierId: string }[] } = await writer.sql.raw(
    `select supplier_id as "supplierId" from recompute_marks where kind = 'health-history'
       and ((select max(marked_at) from recompute_marks where kind = 'health-history') < :quietSince or marked_at < :waitedSince) order by 1`,
    { quietSince, waitedSince },
  );
  return result.rows.map((row) => row.supplierId);
}

/** Their past is scored; what arrived since then marked them again and stays marked. */
export async function clearHistoryMarks(
  writer: Writer,
  supplierIds: readonly string[],
  markedBefore: Date,
): Promise<void> {
  await writer
    .sql('recompute_marks')
    .where('kind', 'health-history')
    .andWhere('marked_at', '<', markedBefore)
    .whereRaw('supplier_id = any(?)', [[...supplierIds]])
    .delete();
}
