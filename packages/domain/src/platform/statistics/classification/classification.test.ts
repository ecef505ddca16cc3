import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { logistic } from '../logarithms.ts';
import { seededRandom } from '../random.ts';
import { fitRidgeLogistic } from './ridge-logistic.ts';
import { usualBoosting } from './boosting.ts';
import { explainRow, scoreRows } from './classifier.ts';
import { encodeRows, fitAdditiveDesign, fitTreeDesign, type Feature, type FeatureRow } from './design.ts';
import { areaUnderRoc } from './ranking.ts';
import { trainBoosted, trainLogistic } from './train.ts';
import type { Tree } from './tree.ts';
import { addTreeShap, explainedTree } from './tree-shap.ts';
import { treeValue } from './tree.ts';

const features: readonly Feature[] = [
  { name: 'logins', kind: 'number' },
  { name: 'failed', kind: 'number' },
  { name: 'annual', kind: 'flag' },
  { name: 'type', kind: 'category' },
];

/** Suppliers whose risk depends on logins, on failures only for annual ones, and on the type. */
function world(n: number, seed: number) {
  const random = seededRandom(seed);
  const rows = Array.from({ length: n }, (): FeatureRow => {
    const logins = random() < 0.1 ? null : Math.floor(random() * 20);
    return [
      logins,
      Math.floor(random() * 4),
      random() < 0.4 ? 1 : 0,
      ['venue', 'florist', 'music'][Math.floor(random() * 3)] ?? 'venue',
    ];
  });
  const labels = rows.map(([logins, failed, annual, type]) => {
    const interaction = annual === 1 ? 2 * Number(failed) - 3 : 1 - Number(failed);
    return random() < logistic(1 - Number(logins ?? 25) / 6 + interaction + (type === 'venue' ? 1 : 0)) ? 1 : 0;
  });
  return { rows, labels };
}

describe('a design', () => {
  test('drops the first level, flags missing numbers and counts levels it has not seen', () => {
    const design = fitAdditiveDesign(features, [
      [1, 0, 0, 'venue'],
      [3, 2, 1, 'florist'],
      [null, 1, 0, 'music'],
    ]);
    expect(design.columns.map(({ name }) => name)).toEqual([
      'logins',
      'logins missing',
      'failed',
      'annual',
      'type=music',
      'type=venue',
    ]);
    const { values, unseen } = encodeRows(design, [[null, 1, null, 'circus']]);
    expect([...values, unseen]).toEqual([0, 1, 0, 0, 0, 0, 1]);
  });
  test('only centres a number whose spread is rounding, so that a later value stays of its own size', () => {
    const rows = Array.from({ length: 30 }, (): FeatureRow => [15.83, null, null, null]);
    const { values } = encodeRows(fitAdditiveDesign(features, rows), [[49, null, null, null]]);
    expect(values[0]).toBeCloseTo(49 - 15.83);
  });
  test('puts many levels in the order of their smoothed rate', () => {
    const rows = Array.from({ length: 130 }, (_, i): FeatureRow => [null, null, null, `town ${i % 13}`]);
    const design = fitTreeDesign(
      features,
      rows,
      rows.map((_, i) => (i % 13 === 0 ? 1 : 0)),
    );
    expect(design.columns).toHaveLength(4);
    const { values } = encodeRows(design, [
      [0, 0, 0, 'town 0'],
      [0, 0, 0, 'town 1'],
      [0, 0, 0, 'elsewhere'],
    ]);
    const base = 10 / 130;
    expect([values[3], values[7], values[11]]).toEqual([(10 + 10 * base) / 20, (10 * base) / 20, base]);
  });
});

describe('ridge logistic regression', () => {
  test('ends where the penalised gradient is zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0.1, 1, 100), (seed, l2) => {
        const { rows, labels } = world(200, seed);
        const x = encodeRows(fitAdditiveDesign(features, rows), rows);
        const { intercept, weights, converged } = fitRidgeLogistic(x, labels, l2);
        expect(converged).toBe(true);
        const residuals = labels.map((label, row) => {
          const score = weights.reduce(
            (sum, weight, j) => sum + weight * (x.values[row * x.columns + j] ?? 0),
            intercept,
          );
          return label - logistic(score);
        });
        expect(Math.abs(residuals.reduce((sum, r) => sum + r, 0))).toBeLessThan(1e-6);
        for (const [j, weight] of weights.entries()) {
          const slope = residuals.reduce((sum, r, row) => sum + r * (x.values[row * x.columns + j] ?? 0), 0);
          expect(Math.abs(slope - l2 * weight)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 20 },
    );
  });
  test('has a finite answer where a column splits the labels cleanly', () => {
    const x = { rows: 4, columns: 1, values: Float64Array.from([-1, -1, 1, 1]) };
    const { weights, converged } = fitRidgeLogistic(x, [0, 0, 1, 1], 1);
    expect(converged).toBe(true);
    expect(weights[0]).toBeGreaterThan(0.5);
  });
});

describe('boosted trees', () => {
  const training = world(1_500, 1);
  const later = world(1_500, 2);
  const settings = { ...usualBoosting, rounds: 80 };
  const boosted = trainBoosted(features, training, settings, later);

  test('are the same to the byte for the same seed, and others for another', () => {
    const again = trainBoosted(features, training, settings, later);
    const other = trainBoosted(features, training, { ...settings, seed: 2 }, later);
    expect(JSON.stringify(again)).toBe(JSON.stringify(boosted));
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(boosted));
  });
  test('score the same after a journey as JSON', () => {
    const copy: typeof boosted = JSON.parse(JSON.stringify(boosted));
    expect([...scoreRows(copy, later.rows)]).toEqual([...scoreRows(boosted, later.rows)]);
  });
  test('find what depends on two things at once, which a sum cannot', () => {
    const plain = trainLogistic(features, training, 1);
    const lead =
      (areaUnderRoc(later.labels, scoreRows(boosted, later.rows)) ?? 0) -
      (areaUnderRoc(later.labels, scoreRows(plain, later.rows)) ?? 0);
    expect(lead).toBeGreaterThan(0.02);
  });
  test('stop before later rows are foretold worse', () => {
    const overlong = trainBoosted(
      features,
      world(300, 3),
      { ...settings, rounds: 400, learningRate: 0.3, leafRows: 2 },
      later,
    );
    expect(overlong.trees.length).toBeLessThan(100);
  });
  test('send missing values where they gain most', () => {
    const rows = Array.from({ length: 200 }, (_, i): FeatureRow => [i % 2 === 0 ? null : i, 0, 0, 'venue']);
    const { base, trees, design, kind } = trainBoosted(
      features,
      { rows, labels: rows.map((row) => (row[0] === null ? 1 : 0)) },
      settings,
    );
    const [missing = 0, present = 0] = scoreRows({ base, trees, design, kind }, [rows[0] ?? [], rows[1] ?? []]);
    expect(missing).toBeGreaterThan(present + 3);
  });
  test('keep at least twenty rows in a leaf', () => {
    const leaves = boosted.trees.flatMap(({ column, cover }) => cover.filter((_, node) => column[node] === -1));
    expect(Math.min(...leaves)).toBeGreaterThanOrEqual(20);
  });
});

describe('explanations', () => {
  const training = world(800, 4);
  const classifiers = [
    trainLogistic(features, training, 1),
    trainBoosted(features, training, { ...usualBoosting, rounds: 40 }),
  ];

  test.each(classifiers)('of $kind add up to the log-odds', (classifier) => {
    const scores = scoreRows(classifier, training.rows);
    for (const [i, row] of training.rows.slice(0, 50).entries()) {
      const { base, byFeature } = explainRow(classifier, row);
      expect(byFeature.reduce((sum, value) => sum + value, base)).toBeCloseTo(scores[i] ?? 0, 9);
    }
  });
  test('of a tree are its Shapley values, counted over all subsets', () => {
    const { trees, design } = trainBoosted(features, training, { ...usualBoosting, rounds: 8, leafRows: 5 });
    const x = encodeRows(design, training.rows.slice(0, 12));
    for (const tree of trees)
      for (let row = 0; row < x.rows; row += 1) {
        const values = x.values.subarray(row * x.columns, (row + 1) * x.columns);
        const counted = new Float64Array(x.columns);
        addTreeShap(explainedTree(tree), values, counted);
        for (const [j, expected] of shapleyBySubsets(tree, values).entries())
          expect(counted[j]).toBeCloseTo(expected, 10);
      }
  });
});

/** The definition: every subset of columns, the unknown ones averaged over the tree's covers. */
function shapleyBySubsets(tree: Tree, values: Float64Array): number[] {
  const n = values.length;
  const worth = Array.from({ length: 1 << n }, (_, known) => expectedValue(tree, values, known, 0));
  const factorial = (k: number): number => (k <= 1 ? 1 : k * factorial(k - 1));
  return Array.from({ length: n }, (_, j) =>
    worth.reduce((sum, without, set) => {
      if ((set >> j) & 1) return sum;
      const size = Array.from({ length: n }, (_, k) => (set >> k) & 1).reduce((sum, bit) => sum + bit, 0);
      const weight = (factorial(size) * factorial(n - size - 1)) / factorial(n);
      return sum + weight * ((worth[set | (1 << j)] ?? 0) - without);
    }, 0),
  );
}

function expectedValue(tree: Tree, values: Float64Array, known: number, node: number): number {
  const column = tree.column[node] ?? -1;
  if (column < 0) return tree.value[node] ?? 0;
  const [left, right] = [tree.left[node] ?? 0, tree.right[node] ?? 0];
  const below = (child: number) => expectedValue(tree, values, known, child);
  if ((known >> column) & 1) {
    const value = values[column] ?? Number.NaN;
    const isLeft = Number.isNaN(value) ? tree.missingLeft[node] === 1 : value <= (tree.threshold[node] ?? 0);
    return below(isLeft ? left : right);
  }
  const [a, b] = [tree.cover[left] ?? 0, tree.cover[right] ?? 0];
  return (a * below(left) + b * below(right)) / (a + b);
}

test('a tree of one leaf says its value', () => {
  const leaf: Tree = {
    column: [-1],
    threshold: [0],
    missingLeft: [0],
    left: [-1],
    right: [-1],
    value: [0.25],
    cover: [9],
  };
  expect(treeValue(leaf, new Float64Array(3))).toBe(0.25);
});
