import { churnAfter, endOfDay, findChurnModel, gatherChurnFeatures, modelsById } from '@wedsync/db/success';
import type { Reader } from '@wedsync/db/platform';
import { calendarDate, plusMs } from '@wedsync/domain/platform';
import { areaUnderRoc, bootstrapInterval } from '@wedsync/domain/platform/statistics';
import { churnScores, rowOf } from '@wedsync/domain/success';
import { z } from 'zod';

/** What the sandbox states of every supplier-month: its true hazard, and what that is made of on the logit scale. */
export const hazardsSchema = z.array(
  z.object({ supplier: z.string(), month: z.string(), hazard: z.number(), parts: z.record(z.string(), z.number()) }),
);
export type TrueHazards = z.infer<typeof hazardsSchema>;

type Row = {
  readonly supplierId: string;
  readonly label: number;
  readonly score: number;
  /** Ranking by the true hazard of the month that begins. */
  readonly truth: number;
  /** The same less what each supplier was born with, which nothing it does can show. */
  readonly shown: number;
};

/**
 * How near a model comes, on the dates it is reported on, to what can be known at all. The true hazard is that of deciding to leave in the month that begins:
 * it knows nothing of when a paid year ends, which a model does.
 */
export async function compareWithTruth(reader: Reader, modelId: string, hazards: TrueHazards): Promise<string> {
  const model = await findChurnModel(reader, modelId);
  if (model === undefined) return `${modelId} is gone.`;
  const rows = await rowsOf(reader, modelId, hazards);
  const losses = rows.reduce((sum, { label }) => sum + label, 0);
  const auc = (of: (row: Row) => number) => aucOf(rows, of);
  return `${model.name}, ${model.horizonDays} days, ${rows.length} rows with ${losses} losses: AUC ${auc(({ score }) => score)}; by the true hazard ${auc(({ truth }) => truth)}; by what of it behaviour can show ${auc(({ shown }) => shown)}`;
}

async function rowsOf(reader: Reader, modelId: string, hazards: TrueHazards): Promise<Row[]> {
  const byMonth = new Map(hazards.map((one) => [`${one.supplier} ${one.month}`, one]));
  const model = await findChurnModel(reader, modelId);
  const [parsed] = await modelsById(reader, [modelId]);
  if (model === undefined || parsed === undefined) return [];
  const suppliers: { id: string; external_id: string }[] = await reader.sql('suppliers').select('id', 'external_id');
  const externalIds = new Map(suppliers.map((row) => [row.id, row.external_id]));
  const ids = suppliers.map(({ id }) => id);
  const rows: Row[] = [];
  for (const asOf of model.report.split.test) {
    const moment = endOfDay(asOf);
    const subjects = await gatherChurnFeatures(reader, ids, moment, new Date());
    const left = await churnAfter(reader, ids, moment, model.horizonDays);
    const scores = churnScores(
      parsed.classifier,
      subjects.map(({ features }) => rowOf(features)),
    );
    const next = monthAfter(moment);
    for (const [i, { supplierId }] of subjects.entries()) {
      const truth = byMonth.get(`${externalIds.get(supplierId) ?? ''} ${next}`);
      if (truth === undefined) continue;
      const { base = 0, ...parts } = truth.parts;
      const shown = Object.values(parts).reduce((sum, part) => sum + part, 0);
      const label = left.has(supplierId) ? 1 : 0;
      rows.push({ supplierId, label, score: scores[i] ?? 0, truth: base + shown, shown });
    }
  }
  return rows;
}

/** The month that begins when another has ended, by the calendar of the reporting zone: in summer that is an hour before it begins in UTC. */
export function monthAfter(ended: Date): string {
  return calendarDate(plusMs(ended, 1)).slice(0, 7);
}

function aucOf(rows: readonly Row[], of: (row: Row) => number): string {
  const values = rows.map(of);
  const figure = (drawn: readonly number[]) =>
    areaUnderRoc(
      drawn.map((i) => rows[i]?.label ?? 0),
      drawn.map((i) => values[i] ?? 0),
    );
  const groups = rows.map(({ supplierId }) => supplierId);
  const interval = bootstrapInterval(groups, figure, { rounds: 200, seed: 1 });
  const range = interval === null ? 'no interval' : `${interval.lower.toFixed(3)} to ${interval.upper.toFixed(3)}`;
  return `${figure(rows.map((_, i) => i))?.toFixed(3) ?? '–'} (${range})`;
}
