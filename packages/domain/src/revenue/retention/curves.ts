import { digammaRise, lnBetaRatio, type ParameterDomain } from '@wedsync/domain/platform/statistics';

/**
 * How long contracts last, counted in renewal opportunities t = 0, 1, 2, … (months of a monthly plan, years of an annual one).
 * - `geometric`: everybody leaves with probability theta at each renewal.
 * - `weibull` (discrete): S(t) = (1-theta)^(t^c).
 * - `sbg` (shifted beta geometric, Fader & Hardie 2007): theta differs among customers as Beta(alpha, beta); S(t) = B(a, b+t)/B(a, b).
 * - `bdw` (beta discrete Weibull, Fader et al. 2018): S(t) = B(a, b+t^c)/B(a, b); c = 1 is sBG, c < 1 loyalty grows with tenure, c > 1 wanes.
 */
export type RetentionCurve =
  | { readonly model: 'geometric'; readonly theta: number }
  | { readonly model: 'weibull'; readonly theta: number; readonly c: number }
  | { readonly model: 'sbg'; readonly alpha: number; readonly beta: number }
  | { readonly model: 'bdw'; readonly alpha: number; readonly beta: number; readonly c: number };

export type RetentionModel = RetentionCurve['model'];

/** ln S(t) of a curve and its derivatives by the parameters, in the order of `theta`. */
export type CurveAt = { readonly lnSurvival: number; readonly slope: readonly number[] };

export type RetentionModelRow = {
  readonly domains: readonly ParameterDomain[];
  readonly starts: readonly (readonly number[])[];
  readonly named: (theta: readonly number[]) => RetentionCurve;
  readonly at: (theta: readonly number[], t: number) => CurveAt;
};

/** One row a model; everything else here works on any of them. */
export const retentionModels: Readonly<Record<RetentionModel, RetentionModelRow>> = {
  geometric: {
    domains: ['unit'],
    starts: [[0.05], [0.2], [0.5]],
    named: ([theta = 0]) => ({ model: 'geometric', theta }),
    at: ([theta = 0], t) => ({ lnSurvival: t * Math.log1p(-theta), slope: [-t / (1 - theta)] }),
  },
  weibull: {
    domains: ['unit', 'positive'],
    starts: [
      [0.05, 1],
      [0.2, 0.7],
      [0.4, 1.2],
    ],
    named: ([theta = 0, c = 1]) => ({ model: 'weibull', theta, c }),
    at: ([theta = 0, c = 1], t) => weibullAt(theta, c, t),
  },
  sbg: {
    domains: ['positive', 'positive'],
    starts: [
      [1, 1],
      [0.5, 5],
      [5, 20],
    ],
    named: ([alpha = 1, beta = 1]) => ({ model: 'sbg', alpha, beta }),
    at: ([alpha = 1, beta = 1], t) => {
      const { lnSurvival, slope } = betaWeibullAt(alpha, beta, 1, t);
      return { lnSurvival, slope: slope.slice(0, 2) };
    },
  },
  bdw: {
    domains: ['positive', 'positive', 'positive'],
    starts: [
      [1, 1, 1],
      [0.5, 5, 0.8],
      [5, 20, 1.3],
    ],
    named: ([alpha = 1, beta = 1, c = 1]) => ({ model: 'bdw', alpha, beta, c }),
    at: ([alpha = 1, beta = 1, c = 1], t) => betaWeibullAt(alpha, beta, c, t),
  },
};

/** The parameters of a curve in the order its model's row expects. */
export function thetaOf(curve: RetentionCurve): number[] {
  if (curve.model === 'geometric') return [curve.theta];
  if (curve.model === 'weibull') return [curve.theta, curve.c];
  return curve.model === 'sbg' ? [curve.alpha, curve.beta] : [curve.alpha, curve.beta, curve.c];
}

/** ln S(t), the logarithm of the share still there after t renewal opportunities. */
export function lnSurvival(curve: RetentionCurve, t: number): number {
  return retentionModels[curve.model].at(thetaOf(curve), t).lnSurvival;
}

/** S(0), …, S(horizon). */
export function survivalCurve(curve: RetentionCurve, horizon: number): number[] {
  return Array.from({ length: horizon + 1 }, (_, t) => Math.exp(lnSurvival(curve, t)));
}

/** r_1, …, r_horizon: the share of those still there that renews at each opportunity. */
export function retentionRates(curve: RetentionCurve, horizon: number): number[] {
  return Array.from({ length: horizon }, (_, t) => Math.exp(lnSurvival(curve, t + 1) - lnSurvival(curve, t)));
}

function weibullAt(theta: number, c: number, t: number): CurveAt {
  const stretched = t ** c;
  const lnStay = Math.log1p(-theta);
  return {
    lnSurvival: stretched * lnStay,
    slope: [-stretched / (1 - theta), t === 0 ? 0 : stretched * Math.log(t) * lnStay],
  };
}

function betaWeibullAt(a: number, b: number, c: number, t: number): CurveAt {
  if (t === 0) return { lnSurvival: 0, slope: [0, 0, 0] };
  const s = t ** c;
  const riseOfSum = digammaRise(a + b, s);
  const riseOfB = digammaRise(b, s);
  // d/ds = psi(b+s) - psi(a+b+s) is a fall from b+s by a, so that nothing cancels.
  return {
    lnSurvival: lnBetaRatio(a, b, s),
    slope: [-riseOfSum, riseOfB - riseOfSum, -digammaRise(b + s, a) * s * Math.log(t)],
  };
}
