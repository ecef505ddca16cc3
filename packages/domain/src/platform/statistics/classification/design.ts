import type { DenseMatrix, Labels } from './matrix.ts';

/** A flag is 0 or 1; null is not known. */
export type FeatureValue = number | string | null;
/** One value a feature, in the order of the features. */
export type FeatureRow = readonly FeatureValue[];
export type Feature = { readonly name: string; readonly kind: 'number' | 'flag' | 'category' };

/** What one column of numbers is made of; `feature` is the place of its source among the features. */
export type DesignColumn = { readonly feature: number; readonly name: string } & (
  | { readonly kind: 'standardised'; readonly mean: number; readonly scale: number }
  | { readonly kind: 'flag' | 'missing' | 'raw' }
  | { readonly kind: 'level'; readonly level: string }
  | { readonly kind: 'target'; readonly byLevel: Readonly<Record<string, number>>; readonly otherwise: number }
);

/** How rows of features become rows of numbers, frozen at training; plain JSON. */
export type Design = {
  readonly features: readonly Feature[];
  readonly columns: readonly DesignColumn[];
  /** Levels seen in training, by feature; others become zeros and are counted. */
  readonly levels: Readonly<Record<string, readonly string[]>>;
};

/** More levels than this are put in the order of their target instead of a column each. */
const oneHotLevels = 12;
/** Rows of the overall rate that a level's own rate is mixed with, so that a rare level says little. */
const targetSmoothing = 10;

/**
 * For models that add up: numbers less their mean over their population deviation, a column a level but the first (by code point), and a column
 * that says a value is missing where training had such rows; a missing number itself stands at the mean.
 */
export function fitAdditiveDesign(features: readonly Feature[], rows: readonly FeatureRow[]): Design {
  const levels = levelsOf(features, rows);
  const columns = features.flatMap((feature, at): DesignColumn[] => {
    const { name } = feature;
    const missing = rows.some((row) => row[at] === null)
      ? [{ feature: at, name: `${name} missing`, kind: 'missing' } as const]
      : [];
    if (feature.kind === 'number')
      return [{ feature: at, name, kind: 'standardised', ...momentsOf(rows, at) }, ...missing];
    if (feature.kind === 'flag') return [{ feature: at, name, kind: 'flag' }, ...missing];
    return [...(levels[name] ?? []).slice(1).map((level) => levelColumn(at, name, level)), ...missing];
  });
  return { features, columns, levels };
}

/**
 * For trees: numbers as they are, with NaN where missing; a column a level up to twelve levels, beyond that each level's smoothed rate of the target
 * in these rows, which must be training rows only.
 */
export function fitTreeDesign(features: readonly Feature[], rows: readonly FeatureRow[], labels: Labels): Design {
  const levels = levelsOf(features, rows);
  const columns = features.flatMap((feature, at): DesignColumn[] => {
    const { name } = feature;
    if (feature.kind !== 'category') return [{ feature: at, name, kind: 'raw' }];
    const own = levels[name] ?? [];
    if (own.length <= oneHotLevels) return own.map((level) => levelColumn(at, name, level));
    return [{ feature: at, name, kind: 'target', ...targetRates(rows, at, labels) }];
  });
  return { features, columns, levels };
}

export type EncodedRows = DenseMatrix & {
  /** Values of categories that training had not seen. */
  readonly unseen: number;
};

/** Rows as numbers. */
export function encodeRows(design: Design, rows: readonly FeatureRow[]): EncodedRows {
  const columns = design.columns.length;
  const values = new Float64Array(rows.length * columns);
  for (const [i, row] of rows.entries()) encodeRow(design, row, values, i * columns);
  return { rows: rows.length, columns, values, unseen: countUnseen(design, rows) };
}

/** Writes one row as numbers into `into` from `offset` on. */
export function encodeRow({ columns }: Design, row: FeatureRow, into: Float64Array, offset = 0): void {
  for (let j = 0; j < columns.length; j += 1) {
    const column = columns[j];
    if (column !== undefined) into[offset + j] = encoded(column, row[column.feature] ?? null);
  }
}

/** How many values of categories were not seen in training. */
export function countUnseen({ features, levels }: Design, rows: readonly FeatureRow[]): number {
  const known = features.map(({ name, kind }) => (kind === 'category' ? new Set(levels[name]) : null));
  let unseen = 0;
  for (const row of rows)
    for (const [at, levelsOfFeature] of known.entries()) {
      const value = row[at] ?? null;
      if (levelsOfFeature !== null && value !== null && !levelsOfFeature.has(String(value))) unseen += 1;
    }
  return unseen;
}

function encoded(column: DesignColumn, value: FeatureValue): number {
  switch (column.kind) {
    case 'standardised':
      return value === null ? 0 : (Number(value) - column.mean) / column.scale;
    case 'flag':
      return Number(value ?? 0);
    case 'raw':
      return value === null ? Number.NaN : Number(value);
    case 'missing':
      return value === null ? 1 : 0;
    case 'level':
      return value === column.level ? 1 : 0;
    case 'target':
      return value === null ? Number.NaN : (column.byLevel[value] ?? column.otherwise);
  }
}

function levelColumn(feature: number, name: string, level: string): DesignColumn {
  return { feature, name: `${name}=${level}`, kind: 'level', level };
}

function levelsOf(features: readonly Feature[], rows: readonly FeatureRow[]): Record<string, string[]> {
  return Object.fromEntries(
    features.flatMap(({ name, kind }, at) => {
      if (kind !== 'category') return [];
      const seen = new Set(rows.flatMap((row) => (row[at] == null ? [] : [String(row[at])])));
      return [[name, [...seen].sort()]];
    }),
  );
}

/** Less than this of a number's size is rounding: a constant of 15.83 has a variance of 1e-31. */
const leastVariance = 1e-12;

/** Mean and population deviation of what is known; a number that does not vary is only centred. */
function momentsOf(rows: readonly FeatureRow[], at: number): { mean: number; scale: number } {
  const known = rows.flatMap((row) => (row[at] == null ? [] : [Number(row[at])]));
  if (known.length === 0) return { mean: 0, scale: 1 };
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return { mean, scale: variance > leastVariance * (1 + mean ** 2) ? Math.sqrt(variance) : 1 };
}

function targetRates(rows: readonly FeatureRow[], at: number, labels: Labels) {
  const counts = new Map<string, { n: number; positives: number }>();
  let positives = 0;
  for (const [i, row] of rows.entries()) {
    const label = labels[i] ?? 0;
    positives += label;
    if (row[at] == null) continue;
    const level = String(row[at]);
    const count = counts.get(level) ?? { n: 0, positives: 0 };
    counts.set(level, { n: count.n + 1, positives: count.positives + label });
  }
  const otherwise = rows.length === 0 ? 0 : positives / rows.length;
  const rate = (count: { n: number; positives: number }) =>
    (count.positives + targetSmoothing * otherwise) / (count.n + targetSmoothing);
  return {
    otherwise,
    byLevel: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([l, c]) => [l, rate(c)])),
  };
}
