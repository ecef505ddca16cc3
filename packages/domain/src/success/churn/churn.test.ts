import { describe, expect, test } from 'vitest';
import { logistic, seededRandom } from '@wedsync/domain/platform/statistics';
import { churnReportSchema } from './contract.ts';
import { churnFeatureNames, churnFeatures } from './features.ts';
import { leakAlarms } from './leak-alarms.ts';
import { expectedSavedMinor, usualChurnPolicy } from './policy.ts';
import { judgeQuality } from './quality.ts';
import { churnReasons } from './reasons.ts';
import { valuesOf, type SnapshotBlock } from './snapshot.ts';
import { endsBy, lastFinishedDay, snapshotDates, splitDates } from './time-split.ts';
import { trainChurnModel, type ChurnTraining } from './train-churn-model.ts';

const dates = snapshotDates('2024-11-20', '2026-11-20', 90, 24);

/** Suppliers at month ends; those who sign in seldom leave, and `skill` says how sure that is. */
function blocksOf(skill: number, suppliers = 120, seed = 1): SnapshotBlock[] {
  const random = seededRandom(seed);
  const habits = Array.from({ length: suppliers }, () => Math.floor(random() * 13));
  return dates.map((asOf) => {
    const people = habits.map((habit, i) => ({ id: `s${i}`, logins: habit + Math.floor(random() * 3) }));
    return {
      asOf,
      supplierIds: people.map(({ id }) => id),
      rows: people.map(({ logins }) =>
        churnFeatures.map(({ name, kind }) => {
          if (name === 'loginDays14') return logins;
          if (name === 'mrrPounds') return 49;
          return kind === 'category' ? 'one' : Math.floor(random() * 2);
        }),
      ),
      labels: people.map(({ logins }) => (random() < logistic(-2 + skill * (7 - logins)) ? 1 : 0)),
    };
  });
}

const training = (skill: number, more: Partial<ChurnTraining> = {}): ChurnTraining => ({
  horizonDays: 90,
  seed: 1,
  blocks: blocksOf(skill),
  policy: usualChurnPolicy,
  championAuc: null,
  ...more,
});

function trained(of: ChurnTraining) {
  const model = trainChurnModel(of);
  if ('notEnough' in model) throw new Error(model.notEnough);
  return model;
}

const weighed = (days: readonly string[]) => days.map((asOf) => ({ asOf, losses: 10 }));

describe('dates', () => {
  test('are ends of months whose horizon has passed', () =>
    expect(snapshotDates('2026-03-10', '2026-11-20', 90, 24)).toEqual([
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
      '2026-07-31',
    ]));
  test('of training, validation and test share no outcome', () => {
    const split = splitDates(weighed(dates), 90);
    expect(endsBy(split?.train.at(-1) ?? '', 90, split?.validation[0])).toBe(true);
    expect(endsBy(split?.validation.at(-1) ?? '', 90, split?.test[0])).toBe(true);
    expect(split?.test.at(-1)).toBe(dates.at(-1));
  });
  test.each([
    ['2026-06-10T02:40:00Z', '2026-06-09'],
    ['2026-06-09T22:59:59.999Z', '2026-06-09'],
    ['2026-06-09T22:59:59.998Z', '2026-06-08'],
    ['2026-01-10T00:00:00.000Z', '2026-01-09'],
  ])('are over: at %s the newest is %s', (moment, day) => expect(lastFinishedDay(new Date(moment))).toBe(day));
  test('that are too few are not divided', () => expect(splitDates(weighed(dates.slice(0, 3)), 90)).toBeNull());
});

describe('training', () => {
  const model = trained(training(0.4));

  test('finds skill where there is some, and says how much with an interval', () => {
    expect(model.report.skill).toBe(true);
    expect(model.report.metrics.auc).toBeGreaterThan(0.8);
    expect(model.report.intervals.auc?.lower).toBeGreaterThan(0.7);
    expect(model.report.baselines.tenureOnlyAuc).toBeLessThan(0.6);
  });
  test('learns in the end from every date whose outcomes were known before the dates it reports on', () => {
    const {
      test: [reported],
    } = model.report.split;
    const known = dates.filter((asOf) => endsBy(asOf, 90, reported));
    expect(known.length).toBeGreaterThan(model.report.split.train.length);
    const logins = blocksOf(0.4)
      .filter(({ asOf }) => known.includes(asOf))
      .flatMap(({ rows }) => valuesOf(rows, 'loginDays14').map(Number));
    const column = model.classifier.design.columns.find(({ name }) => name === 'loginDays14');
    const mean = logins.reduce((sum, value) => sum + value, 0) / logins.length;
    expect(column).toMatchObject({ kind: 'standardised', mean: expect.closeTo(mean, 9) });
  });
  test('looks at nothing that is the same for everybody', () => {
    const used = model.classifier.design.features.map(({ name }) => name);
    expect(used).toContain('loginDays14');
    expect(used).not.toContain('mrrPounds');
    expect(used).not.toContain('planCode');
  });
  test('freezes how what it looks at lies, and nothing else', () => {
    const used = model.classifier.design.features.map(({ name }) => name);
    expect(model.frozenBins.map(({ name }) => name)).toEqual([...used, 'probability', 'left']);
  });
  test('says plainly when there is none, and a rule stands in', () => {
    const { algorithm, classifier, report } = trained(training(0, { blocks: blocksOf(0, 120, 3) }));
    expect([algorithm, report.skill, report.verdict.slice(0, 8)]).toEqual(['rule', false, 'No skill']);
    expect(classifier.design.features.map(({ name }) => name).sort()).toEqual(['pastDue', 'quiet28']);
  });
  test('gives the same bytes for the same snapshot and seed', () =>
    expect(JSON.stringify(trained(training(0.4)))).toBe(JSON.stringify(model)));
  test('refuses to learn from too few losses, with the figures', () =>
    expect(trainChurnModel(training(0.4, { blocks: blocksOf(0.4, 4) }))).toMatchObject({
      notEnough: expect.stringMatching(/losses/),
    }));
  test('gives probabilities that mean what they say', () => {
    expect(model.report.metrics.calibrationSlope).toBeGreaterThan(0.7);
    expect(model.report.metrics.calibrationSlope).toBeLessThan(1.3);
  });
  test('judges a week at capacity on every date it reports on, with the model it reports on', () => {
    const { atCapacity, split, metrics } = model.report;
    expect(atCapacity).toMatchObject({ dates: split.test.length, calls: 20 });
    expect(atCapacity?.byLikelihood.precision).toBeGreaterThan(1.3 * metrics.baseRate);
  });
  test('knows no threshold where calls cost nothing and save nobody, and its report can still be read', () => {
    const policy = { saveRate: 0, contactCostMinor: 0, weeklyCapacity: 20 };
    const { report } = trained(training(0.4, { policy }));
    expect(report.costs.ideal).toBeNull();
    expect(churnReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });
  test('of a time when less was measured left reports that can still be read', () => {
    const { atCapacity, costs, ...others } = model.report;
    const { judgedOn, confusion, ...old } = costs;
    expect([atCapacity?.calls, judgedOn, confusion === null]).toEqual([20, 'test', false]);
    expect(churnReportSchema.parse({ ...others, costs: old })).toMatchObject({
      atCapacity: null,
      costs: { judgedOn: 'validation', confusion: null },
    });
  });
  test('walks through the past by what was known then', () => {
    const points = model.report.backtest;
    expect(points.length).toBeGreaterThan(5);
    expect(points.every(({ trainedOn, n }) => trainedOn > 0 && n === 120)).toBe(true);
  });
  test('names the strongest reason first', () => {
    const row = churnFeatures.map(({ name, kind }) => (name === 'loginDays14' ? 0 : kind === 'category' ? 'one' : 0));
    expect(churnReasons(model.classifier, row)[0]).toMatchObject({
      feature: 'loginDays14',
      words: 'Signed in on 0 of 14 days',
    });
  });
});

describe('leak alarms', () => {
  const [place, vendorType] = [churnFeatureNames.indexOf('nps'), churnFeatureNames.indexOf('vendorType')];
  const withNps = (value: (label: number) => number | null, blocks = blocksOf(0.4)) =>
    blocks.map((block) => ({
      ...block,
      rows: block.rows.map((row, i) => row.with(place, value(block.labels[i] ?? 0))),
    }));
  const titles = (blocks: readonly SnapshotBlock[]) =>
    leakAlarms(blocks, { auc: 0.8, championAuc: 0.78 }).map(({ feature, title }) => [feature, title]);

  test('are silent on honest features', () => expect(titles(blocksOf(0.4))).toEqual([]));
  test('ring for a feature that knows the outcome', () =>
    expect(titles(withNps((label) => label))).toContainEqual(['nps', 'Too good alone']));
  test('ring for words that know the outcome, and not for words that are each said once', () => {
    const inWords = (say: (label: number, i: number) => string) =>
      blocksOf(0.4).map((block) => ({
        ...block,
        rows: block.rows.map((row, i) => row.with(vendorType, say(block.labels[i] ?? 0, i))),
      }));
    const knowing = inWords((label, i) => (label === 1 ? 'closed' : ['venue', 'florist'][i % 2]) ?? '');
    expect(titles(knowing)).toContainEqual(['vendorType', 'Too good alone']);
    let said = 0;
    expect(titles(inWords(() => `word ${(said += 1)}`))).toEqual([]);
  });
  test('ring for a feature filled only for those who left', () =>
    expect(titles(withNps((label) => (label === 1 ? 3 : null)))).toContainEqual(['nps', 'Filled for one side only']));
  test('ring for a feature that says nothing a month earlier', () => {
    const random = seededRandom(9);
    const late = withNps((label) => (random() < 0.6 ? label : random()), blocksOf(0, 400, 5));
    expect(titles(late)).toContainEqual(['nps', 'Vanishes a month earlier']);
  });
  test('ring when a challenger leaps ahead', () =>
    expect(leakAlarms(blocksOf(0.4), { auc: 0.9, championAuc: 0.8 })).toMatchObject([
      { feature: null, title: 'Leaps ahead' },
    ]));
});

describe('quality', () => {
  const figures = { n: 1_000, positives: 30, accuracy: 0.97, baseRate: 0.03, brier: 0.02 };
  test.each([
    [figures, 'healthy'],
    [{ ...figures, accuracy: 0.8 }, 'warning'],
    [{ ...figures, accuracy: 0.7 }, 'critical'],
    [{ ...figures, brier: 0.0291 }, 'critical'],
    [{ ...figures, positives: 3 }, 'unknown'],
  ] as const)('of %o is %s', (given, state) => expect(judgeQuality(given).state).toBe(state));
});

test('the expected saving puts a large customer at moderate risk before a small one at high risk', () => {
  const small = expectedSavedMinor(0.8, 20_000, usualChurnPolicy) ?? 0;
  const large = expectedSavedMinor(0.2, 400_000, usualChurnPolicy) ?? 0;
  expect(large).toBeGreaterThan(small);
  expect(expectedSavedMinor(0.5, null, usualChurnPolicy)).toBeNull();
});
