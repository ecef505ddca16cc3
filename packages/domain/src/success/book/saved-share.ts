import { effectOf } from '../interventions/effect.ts';
import type { ArmCount } from '../playbooks/uplift.ts';

/** Of those who would have left, the share that stayed because of it; successes are those who stayed. */
export type MeasuredShare = { readonly share: number; readonly treated: ArmCount; readonly heldOut: ArmCount };

/**
 * What a playbook's comparison with its hold-out says of those who would have left: the difference in staying over the share that left without it, from 0 to
 * 1. Measured on everybody, it is the relative reduction of loss; times a supplier's own probability of leaving it is what acting is worth for that one.
 * @returns null while the comparison is not mature: the planned sample is not there, or nobody held out has left
 */
export function measuredShare(treated: ArmCount, heldOut: ArmCount, smallestEffect: number): MeasuredShare | null {
  const { uplift, verdict } = effectOf(treated, heldOut, smallestEffect);
  if (uplift === null || verdict === 'preliminary' || uplift.heldOutRate === 1) return null;
  const share = uplift.difference / (1 - uplift.heldOutRate);
  return { share: Math.min(1, Math.max(0, share)), treated, heldOut };
}

/** Something that can be done for a supplier, and the share it is taken to save. */
export type SavingOption = {
  /** Null: a call, which is always possible. */
  readonly playbook: { readonly id: string; readonly name: string } | null;
  readonly share: number;
  /** Null: nothing is measured yet, so the share is what the policy says of contact in general. */
  readonly measured: MeasuredShare | null;
};

/**
 * What can be done, the largest share first. What is not measured counts as the policy says, and a playbook goes before a call that counts the same.
 * @param priorShare the policy's share of those contacted who stay because of it
 */
export function rankOptions(
  playbooks: readonly { readonly id: string; readonly name: string; readonly measured: MeasuredShare | null }[],
  priorShare: number,
): readonly [SavingOption, ...SavingOption[]] {
  const call: SavingOption = { playbook: null, share: priorShare, measured: null };
  const options = playbooks.map(({ id, name, measured }) => ({
    playbook: { id, name },
    share: measured?.share ?? priorShare,
    measured,
  }));
  const [best = call, ...others] = [...options, call].toSorted((one, other) => other.share - one.share);
  return [best, ...others];
}

/** Probability of leaving times what is left to lose times the share that acting saves, in whole minor units; null while either is unknown. */
export function expectedSaving(
  probability: number | null,
  residualValueMinor: number | null,
  { share }: Pick<SavingOption, 'share'>,
): number | null {
  if (probability === null || residualValueMinor === null) return null;
  return Math.round(probability * residualValueMinor * share);
}
