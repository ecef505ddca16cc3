import { explainRow, type Classifier, type FeatureRow } from '@wedsync/domain/platform/statistics';
import { churnFeature } from './features.ts';
import { rowsFor } from './snapshot.ts';

/** What a prediction is associated with; never what causes it. */
export type ChurnReason = {
  readonly feature: string;
  readonly title: string;
  readonly words: string;
  /** Added to the log-odds of a typical supplier; above 0 raises the risk. */
  readonly weight: number;
};

export const mostReasons = 5;
/** Less than this moves a probability by less than a hundredth of itself. */
const leastWeight = 0.01;

/** The features that move this prediction most from a typical one, strongest first; the row holds every feature. */
export function churnReasons(classifier: Classifier, row: FeatureRow): ChurnReason[] {
  const names = classifier.design.features.map(({ name }) => name);
  const values = rowsFor(names, [row])[0] ?? [];
  const { byFeature } = explainRow(classifier, values);
  return names
    .map((name, i) => ({ name, weight: byFeature[i] ?? 0, value: values[i] ?? null }))
    .filter(({ weight }) => Math.abs(weight) >= leastWeight)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, mostReasons)
    .map(({ name, weight, value }) => {
      const { title, words } = churnFeature(name);
      return { feature: name, title, words: words(value), weight: Math.round(weight * 1_000) / 1_000 };
    });
}
