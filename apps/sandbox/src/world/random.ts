import { createHash } from 'node:crypto';

/** Uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * A stream of its own for a purpose, for example `stream(seed, 'use', supplier, day)`. Because no two purposes share a
 * stream, what one supplier does never shifts another's luck, and nothing needs to be kept to continue after a restart.
 */
export function stream(...purpose: readonly (string | number)[]): Random {
  const digest = createHash('md5').update(purpose.join('|')).digest();
  return sfc32(digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8), digest.readUInt32LE(12));
}

/** Chris Doty-Humphrey's small fast counter generator (PractRand). */
function sfc32(seedA: number, seedB: number, seedC: number, counter: number): Random {
  let [a, b, c, d] = [seedA | 0, seedB | 0, seedC | 0, counter | 0];
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

/** An integer from `low` to `high`, both included. */
export function integer(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/** @throws when the list is empty */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
}

/** Picks a row in proportion to its weight. */
export function pickWeighted<Row extends { readonly weight: number }>(random: Random, rows: readonly Row[]): Row {
  let left = random() * rows.reduce((sum, row) => sum + row.weight, 0);
  const found = rows.find((row) => (left -= row.weight) < 0) ?? rows.at(-1);
  if (!found) throw new Error('Nothing to pick from');
  return found;
}

/** Box-Muller. */
export function normal(random: Random, mean = 0, deviation = 1): number {
  return mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Knuth's product of uniforms: exact, and fast for the small means used here. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** Beta(a, b) as a ratio of gammas. */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
}

/** Marsaglia and Tsang (2000); shapes below one are boosted. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * Math.pow(1 - random(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
