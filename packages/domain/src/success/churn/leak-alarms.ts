import { areaUnderRoc, countPositives } from '@wedsync/domain/platform/statistics';
import { churnFeature, churnFeatures, type ChurnFeatureName } from './features.ts';
import { joined, valuesOf, type SnapshotBlock } from './snapshot.ts';

/** Why a model may know what it could not have known. */
export type LeakAlarm = { readonly feature: string | null; readonly title: string; readonly detail: string };

const tooGood = 0.95;
const jump = 0.05;
/** A feature that tells this much today and nothing a month earlier is written when the supplier leaves. */
const tells = 0.1;
const tellsNothing = 0.02;
const fewRows = 10;

/** Looks for traces of the outcome among the features of the training rows. */
export function leakAlarms(
  blocks: readonly SnapshotBlock[],
  { auc, championAuc }: { readonly auc: number | null; readonly championAuc: number | null },
): LeakAlarm[] {
  const found = churnFeatures.flatMap(({ name }) => [
    alone(blocks, name),
    oneSided(blocks, name),
    vanishing(blocks, name),
  ]);
  return [...found, leap(auc, championAuc)].filter((alarm) => alarm !== null);
}

/** A single feature that ranks almost perfectly. */
function alone(blocks: readonly SnapshotBlock[], name: ChurnFeatureName): LeakAlarm | null {
  const { rows, labels } = joined(blocks);
  const strength = strengthOf(labels, valuesOf(rows, name));
  if (strength === null || 0.5 + strength <= tooGood) return null;
  return alarm(name, 'Too good alone', `${title(name)} alone has an AUC of ${(0.5 + strength).toFixed(3)}.`);
}

/** Filled for those who left and never for the others, or the other way round. */
function oneSided(blocks: readonly SnapshotBlock[], name: ChurnFeatureName): LeakAlarm | null {
  const { rows, labels } = joined(blocks);
  const values = valuesOf(rows, name);
  const filled = (label: number) => values.filter((value, i) => labels[i] === label && value !== null).length;
  const [left, stayed] = [filled(1), filled(0)];
  if (Math.min(left, stayed) > 0 || Math.max(left, stayed) < fewRows) return null;
  return alarm(
    name,
    'Filled for one side only',
    `${title(name)} is known only for those who ${left > 0 ? 'left' : 'stayed'}.`,
  );
}

/** Tells much at the date and nothing in the snapshot before. */
function vanishing(blocks: readonly SnapshotBlock[], name: ChurnFeatureName): LeakAlarm | null {
  const pairs = blocks.slice(1).flatMap((block, i) => earlierValues(block, blocks[i], name));
  const labels = pairs.map(({ label }) => label);
  const now = strengthOf(
    labels,
    pairs.map(({ now }) => now),
  );
  const before = strengthOf(
    labels,
    pairs.map(({ before }) => before),
  );
  if (now === null || before === null || now < tells || before > tellsNothing) return null;
  return alarm(
    name,
    'Vanishes a month earlier',
    `${title(name)} tells much at the date and nothing in the snapshot before it.`,
  );
}

function earlierValues(block: SnapshotBlock, earlier: SnapshotBlock | undefined, name: ChurnFeatureName) {
  if (earlier === undefined) return [];
  const before = new Map(
    earlier.supplierIds.map((id, i) => [id, valuesOf(earlier.rows.slice(i, i + 1), name)[0] ?? null]),
  );
  const now = valuesOf(block.rows, name);
  return block.supplierIds.flatMap((id, i) => {
    const then = before.get(id);
    return then === undefined ? [] : [{ label: block.labels[i] ?? 0, now: now[i] ?? null, before: then }];
  });
}

function leap(auc: number | null, championAuc: number | null): LeakAlarm | null {
  if (auc === null || championAuc === null || auc - championAuc <= jump) return null;
  return {
    feature: null,
    title: 'Leaps ahead',
    detail: `AUC ${auc.toFixed(3)} against ${championAuc.toFixed(3)} of the champion.`,
  };
}

type Values = readonly (string | number | null)[];

/** How far from chance a feature ranks, either way round, words by how many of each left; null when all labels are alike. */
function strengthOf(labels: ArrayLike<number>, values: Values): number | null {
  const known = values.flatMap((value, i) => (value === null ? [] : [i]));
  const own = known.map((i) => labels[i] ?? 0);
  const auc = areaUnderRoc(
    own,
    asNumbers(
      own,
      known.map((i) => values[i] ?? null),
    ),
  );
  return auc === null ? null : Math.abs(auc - 0.5);
}

/** Words as the share of their rows that left; rare ones as that of all, for a word of one row would know its outcome. */
function asNumbers(labels: readonly number[], values: Values): number[] {
  if (!values.some((value) => typeof value === 'string')) return values.map(Number);
  const byWord = new Map<string, { n: number; left: number }>();
  for (const [i, value] of values.entries()) {
    const { n, left } = byWord.get(String(value)) ?? { n: 0, left: 0 };
    byWord.set(String(value), { n: n + 1, left: left + (labels[i] ?? 0) });
  }
  const overall = countPositives(labels) / labels.length;
  return values.map((value) => {
    const { n, left } = byWord.get(String(value)) ?? { n: 0, left: 0 };
    return n < fewRows ? overall : left / n;
  });
}

function title(name: ChurnFeatureName): string {
  return churnFeature(name).title;
}

function alarm(feature: string, title: string, detail: string): LeakAlarm {
  return { feature, title, detail };
}
