import {
  correlation,
  digamma,
  lgamma,
  maximiseLikelihood,
  type LikelihoodFit,
} from '@wedsync/domain/platform/statistics';

/** Gamma-Gamma (Fader & Hardie, brucehardie.com/notes/025): values vary around a customer's mean as Gamma(p, ·), and the means differ as q and v say. */
export type GammaGammaParams = { readonly p: number; readonly q: number; readonly v: number };

/** Repeat purchases and their mean value. */
export type Spending = { readonly x: number; readonly m: number };

export type GammaGammaFit = LikelihoodFit<GammaGammaParams> & {
  /** Correlation of frequency and value. The model needs it near 0; beyond 0.3 its answer is not to be trusted. */
  readonly correlation: number | null;
  readonly independent: boolean;
};

export const largestCorrelation = 0.3;

/** Fits the model to customers with repeat purchases of positive value; the others say nothing about spending. */
export function fitGammaGamma(customers: readonly Spending[]): GammaGammaFit {
  const spenders = customers.filter(({ x, m }) => x > 0 && m > 0);
  const meanValue = spenders.reduce((sum, { m }) => sum + m, 0) / Math.max(1, spenders.length);
  const fit = maximiseLikelihood({
    domains: ['positive', 'positive', 'positive'],
    // The ridge is flat, so the starts lie along it.
    starts: [
      [Math.E, Math.E, meanValue / Math.E],
      [1, 3, 2 * meanValue],
      [8, 4, meanValue / 2],
    ],
    n: spenders.length,
    named,
    logLik: (theta) => spenders.reduce((sum, spender) => sum + customerLogLik(named(theta), spender), 0),
    gradient: (theta) => gradientOf(named(theta), spenders),
  });
  const related = correlation(
    spenders.map(({ x }) => x),
    spenders.map(({ m }) => m),
  );
  return { ...fit, correlation: related, independent: related === null || Math.abs(related) < largestCorrelation };
}

/** Mean value expected of a customer's purchases: what we saw, pulled towards everybody's mean; null when that mean has no end (q <= 1, x = 0). */
export function expectedValue({ p, q, v }: GammaGammaParams, { x, m }: Spending): number | null {
  const weight = p * x + q - 1;
  return weight > 0 ? (p * (v + x * m)) / weight : null;
}

function named([p = 1, q = 1, v = 1]: readonly number[]): GammaGammaParams {
  return { p, q, v };
}

function customerLogLik({ p, q, v }: GammaGammaParams, { x, m }: Spending): number {
  const px = p * x;
  return (
    lgamma(px + q) -
    lgamma(px) -
    lgamma(q) +
    q * Math.log(v) +
    (px - 1) * Math.log(m) +
    px * Math.log(x) -
    (px + q) * Math.log(x * m + v)
  );
}

function gradientOf({ p, q, v }: GammaGammaParams, spenders: readonly Spending[]): number[] {
  const slope = [0, 0, 0];
  const own = digamma(q);
  for (const { x, m } of spenders) {
    const px = p * x;
    const together = digamma(px + q);
    const lnTotal = Math.log(x * m + v);
    slope[0] = (slope[0] ?? 0) + x * (together - digamma(px) + Math.log(m) + Math.log(x) - lnTotal);
    slope[1] = (slope[1] ?? 0) + together - own + Math.log(v) - lnTotal;
    slope[2] = (slope[2] ?? 0) + q / v - (px + q) / (x * m + v);
  }
  return slope;
}
