/** Seeded uniform numbers (mulberry32); the state is one integer, so a snapshot can keep it. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [low, high]. */
  between(low: number, high: number): number;
  state(): number;
  reset(state: number): void;
}

/** The same seed gives the same numbers for ever. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    state: () => state,
    reset: (value) => {
      state = value >>> 0;
    },
  };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits as in Stripe's ids; made in one piece, because texts grown letter by letter cost memory. */
export function randomText(random: Random, length: number): string {
  const codes: number[] = [];
  for (let i = 0; i < length; i += 1) codes.push(alphabet.charCodeAt(Math.floor(random.next() * alphabet.length)));
  return String.fromCharCode(...codes);
}
