import { z } from 'zod';
import {
  binaryMetrics,
  calibrated,
  cheapest,
  cheapestThreshold,
  costsByThreshold,
  fitIsotonic,
  fitPlatt,
  idealThreshold,
  logit,
  stabilityIndex,
  type BinaryMetrics,
  type Calibration,
  type Labels,
} from '@wedsync/domain/platform/statistics';
import { condition } from './dataset.ts';
import { operation, type Operation } from './operation.ts';
import { numberIn, readTable, tableSchema } from './table.ts';

const scored = z.object({
  file: tableSchema,
  y: z.string().default('y'),
  p: z.string().default('p'),
});
const count = z.number().nonnegative();

/** How well probabilities foretold, how they are put right, and how a population moved. */
export const metricOperations: Readonly<Record<string, Operation>> = {
  'metrics.binary': operation(
    scored.extend({
      bins: z.int().positive().default(10),
      threshold: z.number().default(0.5),
      topFraction: z.number().positive().max(1).default(0.1),
    }),
    ({ bins, threshold, topFraction, ...input }) => {
      const { labels, probabilities } = scoresIn(input);
      return described(binaryMetrics(labels, probabilities, { bins, threshold, topShare: topFraction }));
    },
  ),

  'metrics.costThreshold': operation(
    scored.extend({ costFN: count, costFP: count, thresholds: z.array(z.number()).optional() }),
    ({ costFN, costFP, thresholds, ...input }) => {
      const { labels, probabilities } = scoresIn(input);
      const costs = { falseAlarm: costFP, missed: costFN };
      const best =
        thresholds === undefined
          ? cheapestThreshold(labels, probabilities, costs)
          : cheapest(costsByThreshold(labels, probabilities, costs, thresholds));
      return { calibrated: idealThreshold(costs), threshold: best?.threshold ?? null, cost: best?.cost ?? null, best };
    },
  ),

  'calibration.fitApply': operation(
    z.object({
      file: tableSchema,
      y: z.string().default('y'),
      score: z.string().default('score'),
      fitWhere: z.string().optional(),
      evaluateWhere: z.string().optional(),
      scoreIsProbability: z.boolean().default(true),
      methods: z.array(z.enum(['platt', 'isotonic'])).default(['platt', 'isotonic']),
      clip: z.number().positive().max(0.1).default(1e-6),
    }),
    ({ file, y, score, fitWhere, evaluateWhere, scoreIsProbability, methods, clip }) => {
      const table = readTable(file);
      const part = (where: string | undefined) => {
        const rows = table.filter(condition(where));
        const given = rows.map((row) => numberIn(row, score));
        const logOdds = given.map((p) => (scoreIsProbability ? logit(Math.min(1 - clip, Math.max(clip, p))) : p));
        return { labels: rows.map((row) => numberIn(row, y)), given, logOdds };
      };
      const [fit, evaluate] = [part(fitWhere), part(evaluateWhere)];
      // Isotonic regression joins scores as they are given, Platt's works on log-odds.
      const ways = {
        platt: { calibration: fitPlatt(fit.logOdds, fit.labels), scores: evaluate.logOdds },
        isotonic: { calibration: fitIsotonic(fit.given, fit.labels), scores: evaluate.given },
      };
      const before = evaluate.logOdds.map((value) => calibrated({ kind: 'none' }, value));
      return {
        before: described(binaryMetrics(evaluate.labels, scoreIsProbability ? evaluate.given : before)),
        ...Object.fromEntries(
          methods.map((method) => [method, judged(evaluate.labels, ways[method].scores, ways[method].calibration)]),
        ),
      };
    },
  ),

  'drift.psi': operation(
    z.object({
      expectedCounts: z.array(count),
      actualCounts: z.record(z.string(), z.array(count)),
      floor: z.number().positive().default(1e-4),
    }),
    ({ expectedCounts, actualCounts, floor }) =>
      Object.fromEntries(
        Object.entries(actualCounts).map(([name, counts]) => [name, stabilityIndex(expectedCounts, counts, floor)]),
      ),
  ),
};

/** The metrics under the names that analysts use. */
export function described(metrics: BinaryMetrics) {
  const { calibrationError, topLift, topRecall, topPrecision, bins, ...others } = metrics;
  return {
    ...others,
    topDecileLift: topLift,
    topDecileRecall: topRecall,
    topDecilePrecision: topPrecision,
    ece10: calibrationError,
    bins,
  };
}

const grid = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98];

function judged(labels: Labels, scores: readonly number[], calibration: Calibration) {
  const metrics = described(
    binaryMetrics(
      labels,
      scores.map((score) => calibrated(calibration, score)),
    ),
  );
  if (calibration.kind === 'platt') return { A: calibration.a, B: calibration.b, ...metrics };
  return { ...metrics, grid: Object.fromEntries(grid.map((at) => [String(at), calibrated(calibration, at)])) };
}

function scoresIn({ file, y, p }: z.output<typeof scored>) {
  const table = readTable(file);
  return { labels: table.map((row) => numberIn(row, y)), probabilities: table.map((row) => numberIn(row, p)) };
}
