import { inversePositiveDefinite } from './cholesky.ts';
import { lbfgs } from './lbfgs.ts';
import { logistic, logit } from './logarithms.ts';
import type { Minimum } from './minimum.ts';
import { nelderMead } from './nelder-mead.ts';

/** `positive` is searched as its logarithm, `unit` (0 to 1) as its log-odds. */
export type ParameterDomain = 'positive' | 'unit';

export type LikelihoodProblem<Params> = {
  readonly domains: readonly ParameterDomain[];
  /** At least two; the best end wins and the spread of ends is reported. */
  readonly starts: readonly (readonly number[])[];
  /** Observations, for BIC. */
  readonly n: number;
  readonly logLik: (theta: readonly number[]) => number;
  /** Derivatives by theta; without them the search is by Nelder-Mead. */
  readonly gradient?: (theta: readonly number[]) => readonly number[];
  readonly named: (theta: readonly number[]) => Params;
};

export type LikelihoodFit<Params> = {
  readonly params: Params;
  /** From the curvature at the optimum by the delta method; null where the curvature says nothing. */
  readonly standardErrors: Params | null;
  readonly logLik: number;
  readonly n: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Largest difference of log-likelihood among the starts. */
  readonly startsSpread: number;
  /** A parameter ran off towards 0, 1 or infinity, or the data cannot tell it from one that did: read the curve, not the parameter. */
  readonly boundary: boolean;
  readonly aic: number;
  readonly bic: number;
  /** Standard error of any figure computed from the parameters, by the delta method; null where unknown. */
  readonly standardErrorOf: (figure: (params: Params) => number) => number | null;
};

/** |ln theta| beyond which nothing in the data can tell the parameter from infinity. */
const bound = 25;
const boundaryAt = 12;
/** A standard error of 3 in ln theta is a factor of twenty either way. */
const looseAt = 3;

/** Maximises a likelihood from every start in unbounded coordinates. */
export function maximiseLikelihood<Params>(problem: LikelihoodProblem<Params>): LikelihoodFit<Params> {
  const { domains, named, n } = problem;
  const ends = problem.starts.map((start) => searchFrom(problem, start)).toSorted((a, b) => a.value - b.value);
  const best = ends[0] ?? { at: [], value: Infinity, iterations: 0, converged: false };
  const theta = thetaOf(domains, best.at);
  const logLik = -best.value;
  const covariance = covarianceAt(problem, best.at);
  const standardErrorOf = (figure: (params: Params) => number) =>
    deltaMethod(covariance, best.at, (u) => figure(named(thetaOf(domains, u))));
  const errors = theta.map((_, i) => deltaMethod(covariance, best.at, (u) => thetaOf(domains, u)[i] ?? 0));
  const known = errors.filter((error) => error !== null);
  return {
    params: named(theta),
    standardErrors: known.length === errors.length ? named(known) : null,
    logLik,
    n,
    iterations: ends.reduce((sum, { iterations }) => sum + iterations, 0),
    converged: best.converged,
    startsSpread: Math.max(0, ...ends.map(({ value }) => value - best.value)),
    boundary: isLoose(best.at, covariance),
    aic: 2 * domains.length - 2 * logLik,
    bic: domains.length * Math.log(n) - 2 * logLik,
    standardErrorOf,
  };
}

function isLoose(at: readonly number[], covariance: readonly (readonly number[])[] | null): boolean {
  if (covariance === null) return true;
  return at.some((u, i) => Math.abs(u) > boundaryAt || Math.sqrt(covariance[i]?.[i] ?? Infinity) > looseAt);
}

function searchFrom<Params>(problem: LikelihoodProblem<Params>, start: readonly number[]): Minimum {
  const { domains } = problem;
  const from = start.map((theta, i) => (domains[i] === 'unit' ? logit(theta) : Math.log(theta)));
  const objective = objectiveOf(problem);
  const gradient = gradientOf(problem);
  if (gradient === null) return nelderMead(objective, from);
  return lbfgs(objective, gradient, from, { bound });
}

function objectiveOf<Params>({ domains, logLik }: LikelihoodProblem<Params>) {
  return (u: readonly number[]) => {
    if (u.some((x) => Math.abs(x) > bound)) return Infinity;
    const value = -logLik(thetaOf(domains, u));
    return Number.isNaN(value) ? Infinity : value;
  };
}

function gradientOf<Params>({ domains, gradient }: LikelihoodProblem<Params>) {
  if (gradient === undefined) return null;
  return (u: readonly number[]) => {
    const theta = thetaOf(domains, u);
    return gradient(theta).map((g, i) => -g * stretch(domains[i] ?? 'positive', theta[i] ?? 0));
  };
}

function thetaOf(domains: readonly ParameterDomain[], u: readonly number[]): number[] {
  return u.map((x, i) => (domains[i] === 'unit' ? logistic(x) : Math.exp(x)));
}

/** d theta / d u. */
function stretch(domain: ParameterDomain, theta: number): number {
  return domain === 'unit' ? theta * (1 - theta) : theta;
}

/** Inverse of the numerical Hessian in u; null when it is not positive definite. */
function covarianceAt<Params>(problem: LikelihoodProblem<Params>, at: readonly number[]): number[][] | null {
  const gradient = gradientOf(problem);
  const hessian = gradient === null ? secondDifferences(objectiveOf(problem), at) : slopesOf(gradient, at);
  return inversePositiveDefinite(hessian.map((row, i) => row.map((x, j) => (x + (hessian[j]?.[i] ?? 0)) / 2)));
}

function slopesOf(gradient: (u: readonly number[]) => readonly number[], at: readonly number[]): number[][] {
  const h = 1e-5;
  return at.map((_, i) => {
    const up = gradient(moved(at, i, h));
    const down = gradient(moved(at, i, -h));
    return up.map((g, j) => (g - (down[j] ?? 0)) / (2 * h));
  });
}

function secondDifferences(objective: (u: readonly number[]) => number, at: readonly number[]): number[][] {
  const h = 1e-3;
  return at.map((_, i) =>
    at.map((__, j) => {
      const corner = (a: number, b: number) => objective(moved(moved(at, i, a), j, b));
      return (corner(h, h) - corner(h, -h) - corner(-h, h) + corner(-h, -h)) / (4 * h * h);
    }),
  );
}

function moved(at: readonly number[], index: number, by: number): number[] {
  return at.map((x, i) => (i === index ? x + by : x));
}

function deltaMethod(
  covariance: readonly (readonly number[])[] | null,
  at: readonly number[],
  figure: (u: readonly number[]) => number,
): number | null {
  if (covariance === null) return null;
  const h = 1e-5;
  const slope = at.map((_, i) => (figure(moved(at, i, h)) - figure(moved(at, i, -h))) / (2 * h));
  const variance = slope.reduce(
    (sum, a, i) => sum + slope.reduce((inner, b, j) => inner + a * b * (covariance[i]?.[j] ?? 0), 0),
    0,
  );
  return variance >= 0 && Number.isFinite(variance) ? Math.sqrt(variance) : null;
}
