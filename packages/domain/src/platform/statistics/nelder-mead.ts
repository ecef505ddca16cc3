import type { Minimum, Objective } from './minimum.ts';

const maxEvaluations = 20_000;
const relativeSpread = 1e-10;
const narrow = 1e-7;

type Vertex = { readonly at: readonly number[]; readonly value: number };

/**
 * Minimises without gradients (Nelder & Mead 1965), restarted twice from the best point with a smaller simplex.
 * Stops when the values differ by less than 1e-10 of themselves and the simplex is narrower than 1e-7: an absolute tolerance below the rounding
 * noise of a log-likelihood in the thousands never ends.
 */
export function nelderMead(objective: Objective, start: readonly number[]): Minimum {
  let best: Minimum = { at: start, value: objective(start), iterations: 0, converged: false };
  for (const size of [0.5, 0.05, 0.005]) {
    const next = descend(objective, best.at, size);
    best = { ...next, iterations: best.iterations + next.iterations };
  }
  return best;
}

function descend(objective: Objective, start: readonly number[], size: number): Minimum {
  const vertex = (at: readonly number[]): Vertex => ({ at, value: objective(at) });
  let simplex = [start, ...start.map((_, i) => start.map((x, j) => (i === j ? x + size : x)))].map(vertex);
  let iterations = 0;
  for (; iterations < maxEvaluations; iterations += 1) {
    simplex.sort((a, b) => a.value - b.value);
    if (settled(simplex)) break;
    simplex = step(simplex, vertex);
  }
  const [best = vertex(start)] = simplex;
  return { at: best.at, value: best.value, iterations, converged: iterations < maxEvaluations };
}

function settled(simplex: readonly Vertex[]): boolean {
  const [best] = simplex;
  const worst = simplex.at(-1);
  if (best === undefined || worst === undefined) return true;
  const width = Math.max(...simplex.flatMap(({ at }) => at.map((x, i) => Math.abs(x - (best.at[i] ?? 0)))));
  return width < narrow && worst.value - best.value < relativeSpread * Math.max(1e-300, Math.abs(best.value));
}

/** Reflect, expand, contract or shrink; `simplex` is sorted best first. */
function step(simplex: readonly Vertex[], vertex: (at: readonly number[]) => Vertex): Vertex[] {
  const kept = simplex.slice(0, -1);
  const [best] = simplex;
  const worst = simplex.at(-1);
  const secondWorst = kept.at(-1);
  if (best === undefined || worst === undefined || secondWorst === undefined) return [...simplex];
  const centre = worst.at.map((_, i) => kept.reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / kept.length);
  const along = (factor: number) => vertex(centre.map((c, i) => c + factor * ((worst.at[i] ?? 0) - c)));
  const reflected = along(-1);
  if (reflected.value < best.value) {
    const expanded = along(-2);
    return [...kept, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < secondWorst.value) return [...kept, reflected];
  const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
  if (contracted.value < Math.min(reflected.value, worst.value)) return [...kept, contracted];
  return [best, ...simplex.slice(1).map(({ at }) => vertex(at.map((x, i) => ((best.at[i] ?? 0) + x) / 2)))];
}
