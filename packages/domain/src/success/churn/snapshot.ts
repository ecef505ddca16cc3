import type { FeatureRow, LabelledRows } from '@wedsync/domain/platform/statistics';
import { churnFeatureNames, type ChurnFeatureName, type ChurnFeatures } from './features.ts';

/** Everybody who paid at one date, as known then, and who of them left within the horizon. Values are in the order of `churnFeatures`. */
export type SnapshotBlock = {
  readonly asOf: string;
  readonly supplierIds: readonly string[];
  readonly rows: readonly FeatureRow[];
  readonly labels: readonly number[];
};

/** The values of one supplier in the order of the names. */
export function rowOf(features: ChurnFeatures, names: readonly ChurnFeatureName[] = churnFeatureNames): FeatureRow {
  return names.map((name) => features[name]);
}

/** Rows that show some of the features only. */
export function narrowed(rows: readonly FeatureRow[], names: readonly ChurnFeatureName[]): FeatureRow[] {
  const places = names.map((name) => churnFeatureNames.indexOf(name));
  return rows.map((row) => places.map((place) => row[place] ?? null));
}

/** All rows of some dates, and whose they are. */
export function joined(blocks: readonly SnapshotBlock[]): LabelledRows & { readonly supplierIds: readonly string[] } {
  return { ...pooled(blocks), supplierIds: blocks.flatMap(({ supplierIds }) => supplierIds) };
}

/** All rows of some parts, one part after the other. */
export function pooled(parts: readonly LabelledRows[]): LabelledRows {
  return { rows: parts.flatMap(({ rows }) => rows), labels: parts.flatMap(({ labels }) => Array.from(labels)) };
}

/** One value a row. */
export function valuesOf(rows: readonly FeatureRow[], name: ChurnFeatureName): (string | number | null)[] {
  const place = churnFeatureNames.indexOf(name);
  return rows.map((row) => row[place] ?? null);
}

/** Rows as a classifier wants them that may look at some of the features only. */
export function rowsFor(names: readonly string[], rows: readonly FeatureRow[]): readonly FeatureRow[] {
  if (names.length === churnFeatureNames.length) return rows;
  return narrowed(
    rows,
    churnFeatureNames.filter((name) => names.includes(name)),
  );
}
