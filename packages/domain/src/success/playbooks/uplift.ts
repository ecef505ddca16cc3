import { z95 } from '@wedsync/domain/platform/statistics';

/** How many there were and how many of them did well. */
export type ArmCount = { readonly n: number; readonly successes: number };
export type Interval = { readonly low: number; readonly high: number };

/** Below this many in an arm a difference says nothing. */
export const fewestPerArm = 20;

export type Uplift = {
  readonly treatedRate: number;
  readonly heldOutRate: number;
  readonly difference: number;
  readonly interval: Interval;
  /** The interval leaves zero out. */
  readonly significant: boolean;
};

/**
 * The difference in success between who was treated and who was held out, with Newcombe's 95 % interval (method 10: two Wilson intervals joined), which stays
 * within [-1, 1] and serves small arms. Source: Newcombe, Statistics in Medicine 17 (1998) 873-890.
 * @returns null when an arm has fewer than `fewestPerArm`
 */
export function upliftOf(treated: ArmCount, heldOut: ArmCount): Uplift | null {
  if (Math.min(treated.n, heldOut.n) < fewestPerArm) return null;
  const [treatedRate, heldOutRate] = [treated.successes / treated.n, heldOut.successes / heldOut.n];
  const [one, other] = [wilson(treated), wilson(heldOut)];
  const difference = treatedRate - heldOutRate;
  const interval = {
    low: difference - Math.hypot(treatedRate - one.low, other.high - heldOutRate),
    high: difference + Math.hypot(one.high - treatedRate, heldOutRate - other.low),
  };
  return { treatedRate, heldOutRate, difference, interval, significant: interval.low > 0 || interval.high < 0 };
}

/** Wilson's 95 % score interval of a share. */
export function wilson({ n, successes }: ArmCount): Interval {
  const share = successes / n;
  const centre = (share + (z95 * z95) / (2 * n)) / (1 + (z95 * z95) / n);
  const half = (z95 / (1 + (z95 * z95) / n)) * Math.sqrt((share * (1 - share)) / n + (z95 * z95) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Money kept because of a playbook: those treated, times the uplift, times what one that stays is worth; with the interval of the uplift. */
export function savedRevenue(
  treated: number,
  uplift: Uplift,
  residualValueMinor: number,
): { readonly minor: number } & Interval {
  const money = (rate: number) => Math.round(treated * rate * residualValueMinor);
  return { minor: money(uplift.difference), low: money(uplift.interval.low), high: money(uplift.interval.high) };
}
