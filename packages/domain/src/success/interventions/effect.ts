import { z95 } from '@wedsync/domain/platform/statistics';
import { fewestPerArm, upliftOf, type ArmCount, type Uplift } from '../playbooks/uplift.ts';
import { plannedSample, type Sample } from './sample-size.ts';

/** What may be said of a difference between who was treated and who was held out. */
export const effectVerdicts = ['not_enough', 'preliminary', 'undecided', 'better', 'worse'] as const;
export type EffectVerdict = (typeof effectVerdicts)[number];

export type Effect = {
  readonly treated: ArmCount;
  readonly heldOut: ArmCount;
  readonly planned: Sample;
  /** How many more must be judged until the planned sample is there. */
  readonly more: Sample;
  readonly verdict: EffectVerdict;
  /** Null while an arm is too small to say anything. */
  readonly uplift: Uplift | null;
};

/** Nine are treated for each held out where nobody has been judged yet. */
const usualRatio = 9;
const unknownShare = 0.5;

/**
 * Judges treated against held out as they were drawn, whatever reached them (intention to treat). Only those whose time has passed may be counted. Until the
 * planned sample is there a difference is preliminary, however its interval lies.
 */
export function effectOf(treated: ArmCount, heldOut: ArmCount, smallestEffect: number): Effect {
  const planned = plannedSample({
    heldOutShare: heldOut.n === 0 ? unknownShare : heldOut.successes / heldOut.n,
    treatedPerHeldOut: heldOut.n === 0 || treated.n === 0 ? usualRatio : treated.n / heldOut.n,
    smallestEffect,
  });
  const more = {
    treated: Math.max(0, planned.treated - treated.n),
    heldOut: Math.max(0, planned.heldOut - heldOut.n),
  };
  const uplift = upliftOf(treated, heldOut);
  return { treated, heldOut, planned, more, uplift, verdict: verdictOf(uplift, more) };
}

function verdictOf(uplift: Uplift | null, more: Sample): EffectVerdict {
  if (uplift === null) return 'not_enough';
  if (more.heldOut > 0) return 'preliminary';
  if (uplift.interval.low > 0) return 'better';
  return uplift.interval.high < 0 ? 'worse' : 'undecided';
}

/** How many are missing until a difference is told at all. */
export function missingToTell({ treated, heldOut }: Pick<Effect, 'treated' | 'heldOut'>): Sample {
  return { treated: Math.max(0, fewestPerArm - treated.n), heldOut: Math.max(0, fewestPerArm - heldOut.n) };
}

/** Quantile of the normal distribution for an interval of 99.9 %. */
const z999 = 3.290_526_731_491_926;

/**
 * Whether the treated do so much worse that it may be said before the planned sample: at 99.9 % instead of 95 %, the bound of Haybittle and Peto for looks in
 * between. Source: Peto et al., British Journal of Cancer 34 (1976) 585-612.
 */
export function harmsAlready({ uplift }: Pick<Effect, 'uplift'>): boolean {
  if (uplift === null) return false;
  const { difference, interval } = uplift;
  return difference + ((interval.high - difference) * z999) / z95 < 0;
}
