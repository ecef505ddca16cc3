import type { Gradient, Minimum, Objective } from './minimum.ts';

export type LbfgsOptions = { readonly maxIterations?: number; readonly bound?: number };

const memory = 8;
const relativeGain = 1e-14;
const smallStep = 1e-9;
/** So many steps in a row that gain almost nothing: a ridge that leads nowhere. */
const patience = 5;
const hardlyAnyGain = 1e-10;

type Correction = { readonly s: readonly number[]; readonly y: readonly number[]; readonly rho: number };

/**
 * Minimises a smooth function with its gradient by limited-memory BFGS (Nocedal & Wright 2006, algorithm 7.4), within |x| <= bound.
 * Stops when a step gains less than 1e-14 of the value and moves less than 1e-9, when five steps in a row gain less than 1e-10 of it (a flat ridge), or
 * when no step downhill is left.
 */
export function lbfgs(
  objective: Objective,
  gradient: Gradient,
  start: readonly number[],
  { maxIterations = 500, bound = Infinity }: LbfgsOptions = {},
): Minimum {
  const corrections: Correction[] = [];
  let at = start.map((x) => clamp(x, bound));
  let value = objective(at);
  let slope = inward(at, gradient(at), bound);
  let idle = 0;
  for (let iterations = 1; iterations <= maxIterations; iterations += 1) {
    const next =
      search(objective, at, value, slope, direction(slope, corrections), bound) ??
      search(objective, at, value, slope, steepest(slope), bound);
    if (next === null) return { at, value, iterations, converged: true };
    const nextSlope = inward(next.at, gradient(next.at), bound);
    const gain = value - next.value;
    const moved = Math.max(...next.at.map((x, i) => Math.abs(x - (at[i] ?? 0))));
    remember(corrections, minus(next.at, at), minus(nextSlope, slope));
    ({ at, value } = next);
    slope = nextSlope;
    idle = gain <= hardlyAnyGain * Math.abs(value) ? idle + 1 : 0;
    if (idle >= patience || (gain <= relativeGain * Math.abs(value) && moved < smallStep))
      return { at, value, iterations, converged: true };
  }
  return { at, value, iterations: maxIterations, converged: false };
}

function clamp(x: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, x));
}

/** At a bound, a slope that only leads outside counts as flat. */
function inward(at: readonly number[], slope: readonly number[], bound: number): number[] {
  return slope.map((g, i) => {
    const x = at[i] ?? 0;
    return (x >= bound && g < 0) || (x <= -bound && g > 0) ? 0 : g;
  });
}

function steepest(slope: readonly number[]): number[] {
  const length = Math.max(1, Math.sqrt(dot(slope, slope)));
  return slope.map((g) => -g / length);
}

/** The two-loop recursion. */
function direction(slope: readonly number[], corrections: readonly Correction[]): number[] {
  const last = corrections.at(-1);
  if (last === undefined) return steepest(slope);
  let q = [...slope];
  const weights = corrections.toReversed().map(({ s, y, rho }) => {
    const weight = rho * dot(s, q);
    q = q.map((x, i) => x - weight * (y[i] ?? 0));
    return weight;
  });
  const scale = 1 / (last.rho * dot(last.y, last.y));
  let r = q.map((x) => x * scale);
  for (const [k, { s, y, rho }] of corrections.entries()) {
    const correction = (weights[corrections.length - 1 - k] ?? 0) - rho * dot(y, r);
    r = r.map((x, i) => x + correction * (s[i] ?? 0));
  }
  return r.map((x) => -x);
}

/** Halves the step until the value falls enough (Armijo); null when it never does. */
function search(
  objective: Objective,
  at: readonly number[],
  value: number,
  slope: readonly number[],
  along: readonly number[],
  bound: number,
) {
  const descent = dot(slope, along);
  if (!(descent < 0)) return null;
  for (let step = 1; step > 1e-12; step /= 2) {
    const next = at.map((x, i) => clamp(x + step * (along[i] ?? 0), bound));
    const there = objective(next);
    if (there < value && there <= value + 1e-4 * step * descent) return { at: next, value: there };
  }
  return null;
}

function remember(corrections: Correction[], s: readonly number[], y: readonly number[]): void {
  const curvature = dot(s, y);
  if (!(curvature > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y)))) return;
  corrections.push({ s, y, rho: 1 / curvature });
  if (corrections.length > memory) corrections.shift();
}

function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((x, i) => x - (b[i] ?? 0));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}
