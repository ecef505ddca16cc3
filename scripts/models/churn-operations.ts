import { z } from 'zod';
import {
  areaUnderRoc,
  binaryMetrics,
  countPositives,
  explainRow,
  logistic,
  scoreRows,
  seededRandom,
  topMetrics,
  trainBoosted,
  trainLogistic,
  usualBoosting,
  type Classifier,
  type LabelledRows,
} from '@wedsync/domain/platform/statistics';
import { chooseClassifier, chooseRidge, endsBy, pooled, timeFolds, type DatedRows } from '@wedsync/domain/success';
import { readTraining, trainingNamed, trainingSchema, type Dataset, type Training } from './dataset.ts';
import { described } from './metric-operations.ts';
import { operation, type Operation } from './operation.ts';
import { readTable, tableSchema } from './table.ts';

const ridge = z.number().nonnegative();
const logisticSchema = trainingSchema.extend({ l2: ridge.default(1) });
const boosting = {
  seed: z.int().default(usualBoosting.seed),
  rounds: z.int().positive().max(2_000).default(150),
};

/** What is explained: a row of a table, under a model trained as described here or in another case. */
const explained = z.object({ row: z.int().nonnegative(), trainAs: z.string().optional() });

/** Training, back-tests and reasons of churn models. */
export const churnOperations: Readonly<Record<string, Operation>> = {
  'churn.trainLogistic': operation(logisticSchema, ({ l2, ...spec }) => {
    const training = readTraining(spec);
    const classifier = trainLogistic(training.features, training.fit, l2);
    const names = classifier.design.columns.map(({ name }) => name);
    return {
      intercept: classifier.intercept,
      coefficients: Object.fromEntries(names.map((name, j) => [name, classifier.weights[j] ?? 0])),
      ...evaluated(classifier, training.evaluate),
    };
  }),

  'churn.trainBest': operation(trainingSchema.extend({ seed: boosting.seed }), ({ seed, ...spec }) => {
    const training = readTraining(spec);
    const { features, fit, evaluate } = training;
    const split = dividedByLot(fit, seed);
    const { classifier, candidates } = chooseClassifier(features, split, { seed });
    // The choice is made; the kind chosen then learns from every training row.
    const best =
      classifier.kind === 'logistic'
        ? trainLogistic(features, fit, classifier.l2)
        : trainBoosted(features, fit, { ...usualBoosting, seed, rounds: classifier.trees.length });
    return { chosen: best.kind, candidates, ...evaluated(best, evaluate) };
  }),

  'churn.backtestAsOf': operation(
    trainingSchema.extend({
      /** Chosen at each date by what was known then, unless it is given. */
      l2: ridge.optional(),
      /** Column with the date a row was drawn up as of. */
      asOf: z.string().default('asOf'),
      horizonDays: z.int().positive().default(90),
      /** Rows as of later dates have an outcome that is not known yet. */
      knownThrough: z.iso.date().optional(),
    }),
    ({ l2, asOf, horizonDays, knownThrough, ...spec }) => {
      const training = readTraining(spec);
      const dates = readTable(spec.file).map((row) => (row[asOf] ?? '').slice(0, 10));
      return backtest(training, dates, { l2: l2 ?? null, horizonDays, knownThrough: knownThrough ?? null });
    },
  ),

  'explain.logistic': operation(
    explained
      .extend(trainingSchema.partial({ target: true }).shape)
      .extend({ l2: ridge.optional(), file: tableSchema }),
    ({ row, trainAs, target, l2, ...spec }) => {
      const named = trainAs === undefined ? null : trainingNamed(trainAs, spec.file, spec.splitFile);
      const training = readTraining(named ?? { ...spec, target: target ?? '' });
      return reasons(trainLogistic(training.features, training.fit, l2 ?? named?.l2 ?? 1), training, row);
    },
  ),

  'explain.treeShap': operation(
    explained.extend(trainingSchema.partial({ target: true }).shape).extend({ ...boosting, file: tableSchema }),
    ({ row, trainAs, target, seed, rounds, ...spec }) => {
      const named = trainAs === undefined ? null : trainingNamed(trainAs, spec.file, spec.splitFile);
      const training = readTraining(named ?? { ...spec, target: target ?? '' });
      return reasons(trainBoosted(training.features, training.fit, { ...usualBoosting, seed, rounds }), training, row);
    },
  ),
};

const firstRows = 10;

function evaluated(classifier: Classifier, { rows, labels, numbers }: Dataset) {
  const probabilities = scoreRows(classifier, rows).map(logistic);
  return {
    metrics: described(binaryMetrics(labels, probabilities)),
    firstScores: numbers.slice(0, firstRows).map((row, i) => ({ row, p: probabilities[i] })),
  };
}

function reasons(classifier: Classifier, { features, rows }: Training, number: number) {
  const row = rows[number];
  if (row === undefined) throw new Error(`There is no row ${number}.`);
  const { base, byFeature } = explainRow(classifier, row);
  const logOdds = scoreRows(classifier, [row])[0] ?? 0;
  const named = features.map(({ name }, i) => [name, byFeature[i] ?? 0] as const);
  return {
    p: logistic(logOdds),
    logOdds,
    baseLogOdds: base,
    byFeature: Object.fromEntries(named),
    top5: named
      .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))
      .slice(0, 5)
      .map(([name]) => name),
  };
}

/** A fifth of the rows, by lot, to judge by: a table without dates has no later rows. */
function dividedByLot({ rows, labels }: LabelledRows, seed: number) {
  const random = seededRandom(seed);
  const isLater = rows.map(() => random() < 0.2);
  const part = (later: boolean): LabelledRows => ({
    rows: rows.filter((_, i) => isLater[i] === later),
    labels: Array.from(labels).filter((_, i) => isLater[i] === later),
  });
  return { earlier: part(false), later: part(true) };
}

type BacktestSettings = {
  readonly l2: number | null;
  readonly horizonDays: number;
  readonly knownThrough: string | null;
};

/** At each date a model that learned only from outcomes known by then foretells the rows of that date; so does its ridge, unless it is given. */
function backtest(training: Training, dates: readonly string[], { l2, horizonDays, knownThrough }: BacktestSettings) {
  const { features } = training;
  const blocks = blocksOf(training, dates);
  const known = blocks.filter(({ asOf }) => endsBy(asOf, horizonDays, knownThrough ?? '9999-12-31'));
  const points = known.flatMap(({ asOf, rows, labels }) => {
    const earlier = blocks.filter((block) => endsBy(block.asOf, horizonDays, asOf));
    const past = pooled(earlier);
    if (new Set(Array.from(past.labels)).size < 2) return [];
    const penalty = l2 ?? chooseRidge(features, timeFolds(earlier, horizonDays));
    const probabilities = scoreRows(trainLogistic(features, past, penalty), rows).map(logistic);
    return [
      {
        asOf,
        trainedOn: past.rows.length,
        l2: penalty,
        n: rows.length,
        positives: countPositives(labels),
        auc: areaUnderRoc(labels, probabilities),
        topDecileLift: topMetrics(labels, probabilities, Math.ceil(rows.length / 10)).lift,
        predicted: probabilities.reduce((sum, p) => sum + p, 0),
      },
    ];
  });
  return { horizonDays, points };
}

/** Rows by the date they were drawn up as of, oldest first. */
function blocksOf({ fit }: Training, dates: readonly string[]): DatedRows[] {
  const asOfs = new Set(fit.numbers.map((number) => dates[number] ?? ''));
  return [...asOfs].sort().map((asOf) => {
    const places = fit.numbers.flatMap((number, i) => (dates[number] === asOf ? [i] : []));
    return { asOf, rows: places.map((i) => fit.rows[i] ?? []), labels: places.map((i) => fit.labels[i] ?? 0) };
  });
}
