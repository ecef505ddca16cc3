import { z95 } from '@wedsync/domain/platform/statistics';

/** How many suppliers in each arm a comparison needs. */
export type Sample = { readonly treated: number; readonly heldOut: number };

/** Quantile of the normal distribution for a power of 80 %. */
const z80 = 0.841_621_233_572_914;
/** Shares nearer to none or all are known too badly to plan by. */
const [lowest, highest] = [0.05, 0.95];

export type Plan = {
  /** Share that does well without treatment, as far as known. */
  readonly heldOutShare: number;
  /** How many are treated for each that is held out. */
  readonly treatedPerHeldOut: number;
  /** The smallest difference worth knowing of, 0 to 1. */
  readonly smallestEffect: number;
};

/**
 * How many must be judged to see the smallest effect worth knowing with a power of 80 % at 95 %: two proportions, unequal arms. An interval read before is
 * preliminary, for whoever looks again and again will once see an effect that is not there.
 * Source: Fleiss, Levin, Paik, Statistical Methods for Rates and Proportions (2003), 4.4 without continuity correction.
 */
export function plannedSample({ heldOutShare, treatedPerHeldOut, smallestEffect }: Plan): Sample {
  const without = Math.min(highest, Math.max(lowest, heldOutShare));
  const treated = without + smallestEffect < 1 ? without + smallestEffect : without - smallestEffect;
  const spread = (treated * (1 - treated)) / treatedPerHeldOut + without * (1 - without);
  const heldOut = Math.ceil(((z95 + z80) ** 2 * spread) / smallestEffect ** 2);
  return { treated: Math.ceil(heldOut * treatedPerHeldOut), heldOut };
}
