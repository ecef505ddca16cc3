import {
  areaUnderRoc,
  binaryMetrics,
  bootstrapInterval,
  calibrated,
  countPositives,
  fitIsotonic,
  fitPlatt,
  rankingCurves,
  rankingMetrics,
  scoreRows,
  trainLogistic,
  usualBoosting,
  type BinaryMetrics,
  type BoostingSettings,
  type BootstrapInterval,
  type Calibration,
  type Classifier,
  type FeatureRow,
  type LabelledRows,
  type RankingCurves,
} from '@wedsync/domain/platform/statistics';
import { atCapacity, type AtCapacity } from './at-capacity.ts';
import { backtestRolling, type BacktestPoint } from './backtest.ts';
import { chooseClassifier, type Candidate, type TimeSplit } from './choose-classifier.ts';
import { costTable, type CostTable } from './cost-table.ts';
import { churnFeatureNames, featuresNamed, ruleFeatures, tenureOnly, type ChurnFeatureName } from './features.ts';
import { freezeBins, type FrozenBins } from './frozen-bins.ts';
import { leakAlarms, type LeakAlarm } from './leak-alarms.ts';
import type { ChurnPolicy } from './policy.ts';
import { joined, narrowed, rowsFor, type SnapshotBlock } from './snapshot.ts';
import { timeFolds } from './time-folds.ts';
import { endsBy, splitDates, type DateSplit } from './time-split.ts';

export type ChurnTraining = {
  readonly horizonDays: number;
  readonly seed: number;
  /** Oldest first. */
  readonly blocks: readonly SnapshotBlock[];
  readonly policy: ChurnPolicy;
  /** AUC of the champion in office, to notice a suspicious leap. */
  readonly championAuc: number | null;
};

/** Logistic regression and trees compete; the rule stands in when neither has skill. */
export const churnAlgorithms = ['logistic', 'boosted', 'rule'] as const;
export type ChurnAlgorithm = (typeof churnAlgorithms)[number];

/** Everything said about a trained model; plain JSON, and the same bytes for the same snapshot and seed. */
export type ChurnReport = {
  readonly skill: boolean;
  readonly verdict: string;
  readonly split: DateSplit;
  readonly candidates: readonly Candidate[];
  /** On dates it has not seen, after calibration. */
  readonly metrics: BinaryMetrics;
  readonly uncalibrated: BinaryMetrics;
  readonly intervals: {
    readonly auc: BootstrapInterval | null;
    readonly averagePrecision: BootstrapInterval | null;
    readonly brier: BootstrapInterval | null;
  };
  readonly curves: RankingCurves;
  readonly baselines: {
    readonly baseRate: number;
    readonly tenureOnlyAuc: number | null;
    readonly ruleAuc: number | null;
  };
  /** Only suppliers that are in no training row. */
  readonly unseenSuppliers: { readonly n: number; readonly positives: number; readonly auc: number | null };
  readonly leaks: readonly LeakAlarm[];
  readonly costs: CostTable;
  /** Not known of models trained before it was measured on dates they had not seen. */
  readonly atCapacity: AtCapacity | null;
  readonly backtest: readonly BacktestPoint[];
};

export type TrainedChurnModel = {
  readonly algorithm: ChurnAlgorithm;
  readonly classifier: Classifier;
  readonly calibration: Calibration;
  readonly report: ChurnReport;
  readonly frozenBins: readonly FrozenBins[];
};

export type NotEnough = { readonly notEnough: string };

/** Fewer losses than this in a part say nothing. */
const enoughLosses = { train: 20, validation: 8, test: 8 } as const;
const bootstrapRounds = 200;
/** Isotonic steps need many losses; Platt's sigmoid makes do with few. */
const enoughForIsotonic = 1_000;

/** Small trees, and leaves that many suppliers share: whether somebody leaves within weeks is mostly chance. */
export const churnBoosting: BoostingSettings = { ...usualBoosting, leaves: 4, leafRows: 60, l2: 10 };

/**
 * Learns on the earliest dates, chooses and calibrates on later ones, learns the chosen kind again from every date whose outcomes were known before the
 * latest ones, and reports on those: none of them shares an outcome with what was learned from. The model shown is the model used. `progress` is told how far it is.
 */
export function trainChurnModel(
  training: ChurnTraining,
  progress: (done: number, note: string) => void = () => undefined,
): TrainedChurnModel | NotEnough {
  const { blocks, horizonDays, seed } = training;
  const weighed = blocks.map(({ asOf, labels }) => ({ asOf, losses: countPositives(labels) }));
  const split = splitDates(weighed, horizonDays);
  if (split === null) return { notEnough: 'There are too few dates whose horizon has passed.' };
  const blocksOf = (days: readonly string[]) => blocks.filter(({ asOf }) => days.includes(asOf));
  const [trainBlocks, testBlocks] = [blocksOf(split.train), blocksOf(split.test)];
  const [train, validation, test] = [joined(trainBlocks), joined(blocksOf(split.validation)), joined(testBlocks)];
  const lacking = lackingLosses({ train, validation, test });
  if (lacking !== null) return { notEnough: lacking };

  progress(0.05, 'Learning');
  const folds = timeFolds(trainBlocks, horizonDays);
  const names = varyingIn(train.rows);
  const choice = chooseClassifier(featuresNamed(names), narrowedSplit({ earlier: train, later: validation }, names), {
    seed,
    folds: folds.map((fold) => narrowedSplit(fold, names)),
    boosting: churnBoosting,
  });
  progress(0.5, 'Learning again from every date before the test');
  const known = joined(blocks.filter(({ asOf }) => endsBy(asOf, horizonDays, split.test[0])));
  const learned = choice.learn(narrowedPart(known, names));
  progress(0.55, 'Comparing with simpler ways');
  const rule = simpler(ruleFeatures, known);
  const ruleAuc = aucOf(rule, test);
  const tenureOnlyAuc = aucOf(simpler(tenureOnly, known), test);
  const interval = intervalOf(learned, test, seed, (rows, scores) => areaUnderRoc(rows, scores));
  const auc = aucOf(learned, test);
  const chosen = choice.candidates.find(({ kind }) => kind === choice.classifier.kind);
  const chance = (chosen?.auc ?? 0) <= 0.5;
  const skill = !chance && hasSkill(auc, interval, Math.max(ruleAuc ?? 0.5, tenureOnlyAuc ?? 0.5));
  const classifier = skill ? learned : rule;
  const algorithm: ChurnAlgorithm = skill ? learned.kind : 'rule';

  progress(0.6, 'Calibrating');
  // What was learned from the training dates alone has not seen the validation dates.
  const earlier = skill ? choice.classifier : simpler(ruleFeatures, train);
  const calibration = calibrate(earlier, validation);
  const probabilities = probabilitiesOf(classifier, calibration, test);
  progress(0.7, 'Testing on the past');
  return {
    algorithm,
    classifier,
    calibration,
    frozenBins: freezeBins(
      classifier.design.features.map(({ name }) => name),
      blocks,
      (rows) => probabilitiesOf(classifier, calibration, { rows }),
    ),
    report: {
      skill,
      verdict: verdictOf(skill, auc, interval, tenureOnlyAuc),
      split,
      candidates: choice.candidates,
      metrics: binaryMetrics(test.labels, probabilities),
      uncalibrated: binaryMetrics(test.labels, probabilitiesOf(classifier, { kind: 'none' }, test)),
      intervals: {
        auc: skill ? interval : intervalOf(classifier, test, seed, areaUnderRoc),
        averagePrecision: intervalOf(classifier, test, seed, (y, p) => rankingMetrics(y, p).averagePrecision),
        brier: bootstrapInterval(test.supplierIds, (rows) => brierOf(rows, test.labels, probabilities), {
          rounds: bootstrapRounds,
          seed,
        }),
      },
      curves: rankingCurves(test.labels, probabilities),
      baselines: { baseRate: countPositives(test.labels) / test.rows.length, tenureOnlyAuc, ruleAuc },
      unseenSuppliers: unseenOnly(classifier, known.supplierIds, test),
      leaks: leakAlarms(trainBlocks, { auc, championAuc: training.championAuc }),
      costs: costTable(
        { ...validation, probabilities: probabilitiesOf(earlier, calibration, validation) },
        { ...test, probabilities },
        training.policy,
      ),
      atCapacity: atCapacity(
        testBlocks.map((block) => ({ ...block, probabilities: probabilitiesOf(classifier, calibration, block) })),
        training.policy,
      ),
      backtest: backtestRolling(training, algorithm === 'rule' ? ruleFeatures : names, ridgeOf(choice.candidates)),
    },
  };
}

/** Log-odds of rows that hold every feature, whatever of them the classifier looks at. */
export function churnScores(classifier: Classifier, rows: LabelledRows['rows']): Float64Array {
  return scoreRows(
    classifier,
    rowsFor(
      classifier.design.features.map(({ name }) => name),
      rows,
    ),
  );
}

type Part = LabelledRows & { readonly supplierIds: readonly string[] };

function lackingLosses(parts: Readonly<Record<keyof typeof enoughLosses, Part>>): string | null {
  const { train, validation, test } = enoughLosses;
  const has = {
    train: countPositives(parts.train.labels),
    validation: countPositives(parts.validation.labels),
    test: countPositives(parts.test.labels),
  };
  if (has.train >= train && has.validation >= validation && has.test >= test) return null;
  return `It takes ${train}, ${validation} and ${test} losses to learn, to choose and to report; there are ${has.train}, ${has.validation} and ${has.test}.`;
}

/** Features that say anything: one that is the same for everybody, or known of nobody, would be a guess about those who come later. */
function varyingIn(rows: readonly FeatureRow[]): ChurnFeatureName[] {
  return churnFeatureNames.filter((_, place) => rows.some((row) => row[place] !== rows[0]?.[place]));
}

function narrowedPart({ rows, labels }: LabelledRows, names: readonly ChurnFeatureName[]): LabelledRows {
  return { rows: narrowed(rows, names), labels };
}

function narrowedSplit({ earlier, later }: TimeSplit, names: readonly ChurnFeatureName[]): TimeSplit {
  return { earlier: narrowedPart(earlier, names), later: narrowedPart(later, names) };
}

function simpler(names: readonly ChurnFeatureName[], train: Part): Classifier {
  return trainLogistic(featuresNamed(names), { rows: narrowed(train.rows, names), labels: train.labels }, 1);
}

function aucOf(classifier: Classifier, { rows, labels }: Part): number | null {
  return areaUnderRoc(labels, churnScores(classifier, rows));
}

function intervalOf(
  classifier: Classifier,
  { rows, labels, supplierIds }: Part,
  seed: number,
  figure: (labels: readonly number[], scores: readonly number[]) => number | null,
): BootstrapInterval | null {
  const scores = churnScores(classifier, rows);
  return bootstrapInterval(
    supplierIds,
    (drawn) =>
      figure(
        drawn.map((row) => labels[row] ?? 0),
        drawn.map((row) => scores[row] ?? 0),
      ),
    { rounds: bootstrapRounds, seed },
  );
}

/** Better than chance beyond doubt, and better than tenure alone and than the rule. */
function hasSkill(auc: number | null, interval: BootstrapInterval | null, simplest: number): boolean {
  return auc !== null && interval !== null && interval.lower > 0.5 && auc > simplest;
}

function verdictOf(
  skill: boolean,
  auc: number | null,
  interval: BootstrapInterval | null,
  tenure: number | null,
): string {
  const range = interval === null ? 'no interval' : `${interval.lower.toFixed(3)} to ${interval.upper.toFixed(3)}`;
  const words = `AUC ${auc?.toFixed(3) ?? 'unknown'} (${range}) on dates it has not seen, tenure alone ${tenure?.toFixed(3) ?? 'unknown'}.`;
  return skill ? words : `No skill: ${words} A rule of two questions stands in.`;
}

function calibrate(classifier: Classifier, { rows, labels }: Part): Calibration {
  const scores = churnScores(classifier, rows);
  return countPositives(labels) > enoughForIsotonic ? fitIsotonic(scores, labels) : fitPlatt(scores, labels);
}

function probabilitiesOf(classifier: Classifier, calibration: Calibration, { rows }: Pick<Part, 'rows'>): Float64Array {
  return churnScores(classifier, rows).map((score) => calibrated(calibration, score));
}

function brierOf(rows: readonly number[], labels: Part['labels'], probabilities: Float64Array): number {
  return rows.reduce((sum, row) => sum + ((labels[row] ?? 0) - (probabilities[row] ?? 0)) ** 2, 0) / rows.length;
}

function unseenOnly(classifier: Classifier, known: readonly string[], { rows, labels, supplierIds }: Part) {
  const seen = new Set(known);
  const places = supplierIds.flatMap((id, i) => (seen.has(id) ? [] : [i]));
  const own = places.map((i) => labels[i] ?? 0);
  const scores = churnScores(
    classifier,
    places.map((i) => rows[i] ?? []),
  );
  return { n: places.length, positives: countPositives(own), auc: areaUnderRoc(own, scores) };
}

function ridgeOf(candidates: readonly Candidate[]): number {
  return candidates.find(({ l2 }) => l2 !== null)?.l2 ?? 1;
}
