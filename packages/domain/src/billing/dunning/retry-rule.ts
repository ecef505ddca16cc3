import type { CaseState } from './case-move.ts';
import { classPlans } from './class-plan.ts';
import type { DeclineClass } from './decline-class.ts';
import type { CapStanding } from './network-caps.ts';

export type RetryFacts = {
  readonly state: CaseState;
  readonly provider: string;
  readonly class: DeclineClass;
  readonly cap: CapStanding;
  readonly requestUnderway: boolean;
};

/** Why the bank may not be asked again now, in words for the person who wants to; null when it may. */
export function whyNotRetry({ state, provider, class: of, cap, requestUnderway }: RetryFacts): string | null {
  if (state !== 'open') return 'Nothing is owed any more.';
  if (provider !== 'stripe') return 'This provider tries again by itself and takes no requests.';
  if (requestUnderway) return 'A try is under way already.';
  if (!classPlans[of].mayRetry) return `${classPlans[of].title}: ${classPlans[of].meaning}`;
  if (cap.left > 0) return null;
  return `The card network allows ${cap.attempts} tries in ${cap.days === 1 ? '24 hours' : `${cap.days} days`}, and they are used up.`;
}
