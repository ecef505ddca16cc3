import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { logit } from '../logarithms.ts';
import { seededRandom } from '../random.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { calibrated, fitIsotonic, fitPlatt } from './calibration.ts';
import { cheapestThreshold, costsByThreshold, idealThreshold } from './decision-threshold.ts';
import { stabilityIndex } from './population-stability.ts';
import { binaryMetrics, reliabilityBins } from './probability-metrics.ts';
import { areaUnderRoc, rankingCurves, topMetrics } from './ranking.ts';

const scored = fc
  .array(fc.record({ label: fc.constantFrom(0, 1), score: fc.integer({ min: 0, max: 8 }).map((k) => k / 8) }), {
    minLength: 2,
    maxLength: 60,
  })
  .map((rows) => ({ labels: rows.map(({ label }) => label), scores: rows.map(({ score }) => score) }));

describe('ranking', () => {
  test('AUC is the share of pairs put in order, ties counting one half', () => {
    fc.assert(
      fc.property(scored, ({ labels, scores }) => {
        let [pairs, ordered] = [0, 0];
        for (const [i, label] of labels.entries())
          for (const [j, other] of labels.entries())
            if (label === 1 && other === 0) {
              pairs += 1;
              const [a = 0, b = 0] = [scores[i], scores[j]];
              ordered += a > b ? 1 : a === b ? 0.5 : 0;
            }
        const auc = areaUnderRoc(labels, scores);
        if (pairs === 0) expect(auc).toBeNull();
        else expect(auc).toBeCloseTo(ordered / pairs, 12);
      }),
    );
  });
  test('AUC is the area under the curve that is drawn', () => {
    fc.assert(
      fc.property(scored, ({ labels, scores }) => {
        const { roc } = rankingCurves(labels, scores, 1_000);
        const area = roc.reduce((sum, [x, y], i) => {
          const [x0, y0] = roc[i - 1] ?? [x, y];
          return sum + ((x - x0) * (y + y0)) / 2;
        }, 0);
        expect(area).toBeCloseTo(areaUnderRoc(labels, scores) ?? 0, 12);
      }),
    );
  });
  test('the top holds the highest scores, the earlier row first among equals', () => {
    expect(topMetrics([1, 0, 1, 0], [0.5, 0.9, 0.5, 0.1], 2)).toEqual({
      count: 2,
      precision: 0.5,
      recall: 0.5,
      lift: 1,
    });
  });
});

describe('probabilities', () => {
  test('that are the truth have slope 1, intercept 0 and little calibration error', () => {
    const random = seededRandom(5);
    const probabilities = Array.from({ length: 20_000 }, () => 0.02 + 0.6 * random());
    const labels = probabilities.map((p) => (random() < p ? 1 : 0));
    const metrics = binaryMetrics(labels, probabilities);
    expect(metrics.calibrationSlope).toBeCloseTo(1, 1);
    expect(metrics.calibrationIntercept).toBeCloseTo(0, 1);
    expect(metrics.calibrationError).toBeLessThan(0.02);
  });
  test('bins lose no row and differ by at most one in size', () => {
    fc.assert(
      fc.property(scored, ({ labels, scores }) => {
        const sizes = reliabilityBins(labels, scores, 10).map(({ n }) => n);
        expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(labels.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
  test('of nobody churning are accurate and worthless', () => {
    const labels = Array.from({ length: 100 }, (_, i) => (i < 3 ? 1 : 0));
    const metrics = binaryMetrics(
      labels,
      labels.map(() => 0),
    );
    expect([metrics.accuracy, metrics.auc, metrics.topLift]).toEqual([0.97, 0.5, expect.any(Number)]);
  });
});

describe('calibration', () => {
  const random = seededRandom(6);
  const truth = Array.from({ length: 5_000 }, () => 0.05 + 0.5 * random());
  const labels = truth.map((p) => (random() < p ? 1 : 0));
  const overconfident = truth.map((p) => 2.5 * logit(p) + 1);

  test('by Platt brings overconfident scores back', () => {
    const calibration = fitPlatt(overconfident, labels);
    const { calibrationSlope } = binaryMetrics(
      labels,
      overconfident.map((score) => calibrated(calibration, score)),
    );
    expect(calibrationSlope).toBeCloseTo(1, 1);
    expect(calibration).toMatchObject({ kind: 'platt', a: expect.closeTo(-0.4, 1) });
  });
  test('by steps rises, stays within 0 and 1, and keeps the mean', () => {
    fc.assert(
      fc.property(scored, ({ labels, scores }) => {
        const calibration = fitIsotonic(scores, labels);
        const sorted = scores.toSorted((a, b) => a - b).map((score) => calibrated(calibration, score));
        for (const [i, p] of sorted.entries()) expect(p).toBeGreaterThanOrEqual((sorted[i - 1] ?? 0) - 1e-12);
        const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(mean(sorted)).toBeCloseTo(mean(labels), 9);
      }),
    );
  });
  test('leaves scores as they are where labels are split cleanly', () => {
    expect(calibrated(fitIsotonic([1, 2], [0, 1]), 1.5)).toBe(0.5);
    expect(calibrated(fitPlatt([3, 3], [0, 1]), 0)).toBe(0.5);
  });
});

describe('a bootstrap interval', () => {
  test('repeats with its seed and widens when rows come in groups', () => {
    const random = seededRandom(7);
    const values = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? random() : 0));
    for (const [i] of values.entries()) values[i] = values[i - (i % 4)] ?? 0;
    const mean = (rows: readonly number[]) => rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;
    const settings = { rounds: 200, seed: 3 };
    const alone = bootstrapInterval(
      values.map((_, i) => String(i)),
      mean,
      settings,
    );
    const grouped = bootstrapInterval(
      values.map((_, i) => String(Math.floor(i / 4))),
      mean,
      settings,
    );
    expect(
      bootstrapInterval(
        values.map((_, i) => String(i)),
        mean,
        settings,
      ),
    ).toEqual(alone);
    expect(grouped?.standardError ?? 0).toBeGreaterThan(1.5 * (alone?.standardError ?? 0));
  });
  test('is not known when the figure seldom is', () =>
    expect(bootstrapInterval(['a'], () => null, { rounds: 10, seed: 1 })).toBeNull());
});

describe('thresholds by cost', () => {
  test('of calibrated probabilities are the costs of a false alarm over both', () =>
    expect(idealThreshold({ falseAlarm: 60, missed: 400 })).toBeCloseTo(0.1304, 4));
  test('are none where no mistake costs anything', () =>
    expect(idealThreshold({ falseAlarm: 0, missed: 0 })).toBeNull());
  const [labels, probabilities] = [
    [0, 0, 1, 1],
    [0.1, 0.4, 0.3, 0.8],
  ];
  test('come out where mistakes cost least', () => {
    const costs = { falseAlarm: 1, missed: 5 };
    const table = costsByThreshold(labels, probabilities, costs, [0.1, 0.3, 0.4, 0.8, null]);
    expect(table.map(({ cost }) => cost)).toEqual([2, 1, 6, 5, 10]);
    expect(cheapestThreshold(labels, probabilities, costs)).toEqual(table[1]);
  });
  test('are beaten by calling nobody where even the surest call is for nothing', () =>
    expect(cheapestThreshold([1, 0], [0.2, 0.9], { falseAlarm: 3, missed: 2 })).toMatchObject({
      threshold: null,
      cost: 2,
    }));
  test('of all scores the cheapest is the one that a table of all of them shows', () => {
    const random = seededRandom(12);
    const scores = Array.from({ length: 200 }, () => Math.round(random() * 40) / 40);
    const came = scores.map((score) => (random() < score ** 2 ? 1 : 0));
    for (const costs of [
      { falseAlarm: 1, missed: 0.1 },
      { falseAlarm: 1, missed: 3 },
      { falseAlarm: 0, missed: 0 },
    ]) {
      const table = costsByThreshold(came, scores, costs, [null, ...new Set(scores)]);
      expect(cheapestThreshold(came, scores, costs).cost).toBe(Math.min(...table.map(({ cost }) => cost)));
    }
  });
});

describe('the stability index', () => {
  test('is 0 for equal shares whatever the counts', () =>
    expect(stabilityIndex([1, 2, 3], [10, 20, 30])).toBeCloseTo(0, 12));
  test('is finite when a bin empties', () =>
    expect(stabilityIndex([50, 50], [100, 0])).toBeCloseTo(0.5 * Math.log(2) + 0.4999 * Math.log(5_000), 9));
});
