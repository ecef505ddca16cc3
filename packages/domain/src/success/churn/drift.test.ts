import { seededRandom } from '@wedsync/domain/platform/statistics';
import { expect, test } from 'vitest';
import { driftSince } from './drift.ts';
import { churnFeatureNames, type ChurnFeatureName } from './features.ts';
import { freezeBins } from './frozen-bins.ts';
import { labelDrift } from './label-drift.ts';
import { monitoredDrift } from './monitored.ts';
import type { SnapshotBlock } from './snapshot.ts';
import { snapshotDates } from './time-split.ts';

const dates = snapshotDates('2024-11-20', '2026-11-20', 90, 24);
const watched: readonly ChurnFeatureName[] = [
  'loginDays14',
  'weddings90',
  'country',
  'tasksOpen',
  'tenureDays',
  'pastDue',
];
type Habits = {
  readonly owing?: number;
  readonly weddingsOf?: (month: number) => number;
  readonly country?: string;
  readonly leave?: number;
};

/** Suppliers of one population on a day: weddings follow the season, nothing else does; `seed` draws others of the same. */
function suppliersOn(
  day: string,
  n: number,
  seed: number,
  { weddingsOf = inSeason, country, leave = 0.1, owing = 0.05 }: Habits = {},
) {
  const random = seededRandom(seed);
  const month = Number(day.slice(5, 7)) - 1;
  const values = (): Partial<Record<ChurnFeatureName, string | number | null>> => ({
    loginDays14: Math.floor(random() * 12),
    weddings90: Math.floor(random() * weddingsOf(month)),
    country: country ?? (random() < 0.8 ? 'GB' : 'US'),
    tasksOpen: Math.floor(random() * 3),
    tenureDays: Math.floor(random() * 900),
    pastDue: random() < owing ? 1 : 0,
  });
  const rows = Array.from({ length: n }, values).map((of) => churnFeatureNames.map((name) => of[name] ?? null));
  return { rows, labels: rows.map(() => (random() < leave ? 1 : 0)) };
}

function inSeason(month: number): number {
  return month >= 3 && month <= 9 ? 24 : 4;
}

const blocksOf = (n: number, over: (day: string) => Partial<SnapshotBlock> = () => ({})): SnapshotBlock[] =>
  dates.map((asOf, i) => ({ asOf, supplierIds: [], ...suppliersOn(asOf, n, i + 1), ...over(asOf) }));
const scoresOf = (rows: SnapshotBlock['rows']) =>
  rows.map((row) => Number(row[churnFeatureNames.indexOf('loginDays14')]) / 12);
const frozen = (blocks = blocksOf(300)) => freezeBins(watched, blocks, scoresOf);
const drift = (day: string, { rows }: { readonly rows: SnapshotBlock['rows'] }, reference = frozen()) =>
  driftSince(reference, { day, rows, probabilities: scoresOf(rows) });
const of = (name: string, drifts: ReturnType<typeof drift>) => drifts.find((one) => one.name === name);
const forget = (rows: SnapshotBlock['rows'], name: ChurnFeatureName) =>
  rows.map((row) => row.with(churnFeatureNames.indexOf(name), null));

test.each(['2026-11-25', '2027-01-20', '2027-04-25', '2027-08-02'])(
  'an unchanged population is quiet on %s, also where it is small',
  (day) => {
    const drifts = drift(day, suppliersOn(day, 200, 77));
    expect(drifts.map(({ state }) => state)).toEqual(drifts.map(() => 'ok'));
    expect(monitoredDrift(drifts, 200).value).toBeLessThan(0.1);
  },
);

test('what one season brings in another is an alarm', () =>
  expect(of('weddings90', drift('2027-07-25', suppliersOn('2027-01-25', 300, 78)))?.state).toBe('alarm'));

test('facts that the older half of the snapshot did not know yet are no drift', () => {
  const young = blocksOf(300, (day) =>
    day < '2026-01-01' ? { rows: forget(suppliersOn(day, 300, 3).rows, 'tasksOpen') } : {},
  );
  const day = '2026-11-25';
  expect(of('tasksOpen', drift(day, suppliersOn(day, 300, 79), frozen(young)))).toMatchObject({ state: 'ok' });
});

test('a flag that is raised for many moves, though it was raised for few', () => {
  const day = '2026-11-25';
  expect(of('pastDue', drift(day, suppliersOn(day, 300, 84, { owing: 0.3 })))?.state).toBe('alarm');
});

test('a season of which nothing was known excuses nothing', () => {
  const young = blocksOf(300, (day) =>
    day < '2026-01-01' ? { rows: forget(suppliersOn(day, 300, 3).rows, 'loginDays14') } : {},
  );
  const day = '2026-11-25';
  const { rows } = suppliersOn(day, 300, 83);
  const busier = rows.map((row) => row.with(churnFeatureNames.indexOf('loginDays14'), 11));
  expect(of('loginDays14', drift(day, { rows: busier }, frozen(young)))?.state).toBe('alarm');
});

test('a fact that fewer have is an alarm of its own', () => {
  const day = '2026-11-25';
  const { rows } = suppliersOn(day, 300, 80);
  const half = [...forget(rows.slice(0, 60), 'loginDays14'), ...rows.slice(60)];
  const found = of('loginDays14', driftSince(frozen(), { day, rows: half, probabilities: scoresOf(rows) }));
  expect(found).toMatchObject({ state: 'alarm', missingBefore: 0, missingNow: 0.2 });
  expect(found?.psi).toBeLessThan(0.1);
});

test('a level that training had not seen is counted, and is no missing value', () => {
  const day = '2026-11-25';
  const found = of('country', drift(day, suppliersOn(day, 300, 81, { country: 'NZ' })));
  expect(found).toMatchObject({ state: 'alarm', unseenNow: 1, missingNow: 0 });
});

test('losses that double are an alarm, those of chance are not', () => {
  const asOf = '2026-11-30';
  const reference = frozen(blocksOf(2_000));
  const left = (share: number, n = 2_000) =>
    labelDrift(reference, { asOf, labels: Array.from({ length: n }, (_, i) => (i < share * n ? 1 : 0)) });
  expect(left(0.1)?.state).toBe('ok');
  expect(left(0.17)?.state).toBe('watch');
  expect(left(0.25)?.state).toBe('alarm');
  expect(left(0.02)?.state).toBe('alarm');
  expect(left(0.2, 10)?.state).toBe('ok');
});
