import { riskBands } from './drop.ts';
import { healthBands, type HealthBand } from './model.ts';
import type { HealthScore } from './score.ts';

type Standing = Pick<HealthScore, 'score' | 'band'>;

/** One supplier under the model that scores now and under another, on the same facts. */
export type SimulatedSupplier = {
  readonly supplierId: string;
  readonly businessName: string;
  readonly mrrMinor: number;
  readonly before: Standing;
  readonly after: Standing;
};

type Total = { readonly suppliers: number; readonly mrrMinor: number };

/** What another model would change for everybody at this moment. */
export type HealthSimulation = {
  readonly suppliers: number;
  readonly scoreChanged: number;
  readonly bandChanged: number;
  /** How many go from one band to another; pairs without suppliers are left out. */
  readonly moves: readonly (Total & { readonly from: HealthBand; readonly to: HealthBand })[];
  /** How many have a score from here up to ten points on. */
  readonly distribution: readonly { readonly from: number; readonly before: number; readonly after: number }[];
  readonly atRisk: { readonly before: Total; readonly after: Total };
  /** Those that would stand in a lower or a higher band, what they pay most first. */
  readonly falls: readonly SimulatedSupplier[];
  readonly rises: readonly SimulatedSupplier[];
};

/** Of those that move this many are named each way; the matrix counts all. */
export const namedMovers = 50;
const binWidth = 10;
const bands: readonly HealthBand[] = ['unknown', ...healthBands];

/** Sums up what changes between two models over a population. */
export function summarizeSimulation(suppliers: readonly SimulatedSupplier[]): HealthSimulation {
  const moved = suppliers.filter(({ before, after }) => before.band !== after.band);
  const step = ({ before, after }: SimulatedSupplier) => bands.indexOf(after.band) - bands.indexOf(before.band);
  return {
    suppliers: suppliers.length,
    scoreChanged: suppliers.filter(({ before, after }) => before.score !== after.score).length,
    bandChanged: moved.length,
    moves: bands.flatMap((from) => bands.flatMap((to) => movesBetween(suppliers, from, to))),
    distribution: distributionOf(suppliers),
    atRisk: {
      before: totalOf(suppliers.filter(({ before }) => riskBands.includes(before.band))),
      after: totalOf(suppliers.filter(({ after }) => riskBands.includes(after.band))),
    },
    falls: named(moved.filter((one) => step(one) < 0)),
    rises: named(moved.filter((one) => step(one) > 0)),
  };
}

function movesBetween(suppliers: readonly SimulatedSupplier[], from: HealthBand, to: HealthBand) {
  const own = suppliers.filter(({ before, after }) => before.band === from && after.band === to);
  return own.length === 0 ? [] : [{ from, to, ...totalOf(own) }];
}

function distributionOf(suppliers: readonly SimulatedSupplier[]): HealthSimulation['distribution'] {
  const inBin = (score: number | null, from: number) =>
    score !== null && Math.min(Math.floor(score / binWidth) * binWidth, 100 - binWidth) === from;
  return Array.from({ length: 100 / binWidth }, (_, index) => index * binWidth).map((from) => ({
    from,
    before: suppliers.filter(({ before }) => inBin(before.score, from)).length,
    after: suppliers.filter(({ after }) => inBin(after.score, from)).length,
  }));
}

function named(suppliers: readonly SimulatedSupplier[]): SimulatedSupplier[] {
  return suppliers.toSorted((a, b) => b.mrrMinor - a.mrrMinor).slice(0, namedMovers);
}

function totalOf(suppliers: readonly SimulatedSupplier[]): Total {
  return { suppliers: suppliers.length, mrrMinor: suppliers.reduce((sum, { mrrMinor }) => sum + mrrMinor, 0) };
}
