import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import type { MrrMovement } from './movements.ts';
import { ratio } from './rates.ts';

/** A supplier as a customer: never one, paying, resting over a season, or gone. */
export type LogoState = 'prospect' | 'active' | 'paused' | 'churned';

/** A pause longer than half a year is a loss. */
export const longestPauseDays = 183;

/**
 * The state of a supplier at an instant, from its movements in order. A season pause rests for at most 183 days; then it counts as churned.
 */
export function logoStateAt(
  movements: readonly Pick<MrrMovement, 'type' | 'reason' | 'effectiveAt'>[],
  at: Date,
): LogoState {
  const last = movements.findLast(({ type, effectiveAt }) => type !== 'fx_impact' && effectiveAt <= at);
  if (last === undefined) return 'prospect';
  if (last.type !== 'churn') return 'active';
  return last.reason === 'pause' && at < plusMs(last.effectiveAt, longestPauseDays * DAY_MS) ? 'paused' : 'churned';
}

export type LogoChurn = {
  readonly atStart: number;
  readonly lost: number;
  /** Lost by the end / customers at the start; who came in between counts in neither. A customer resting over the season is kept. */
  readonly logoChurn: number | null;
  /** The same with every pause taken as a loss. */
  readonly logoChurnWithPauses: number | null;
};

/** Logo churn over [start, end) from the states of each supplier at both ends. */
export function logoChurn(suppliers: Iterable<{ readonly start: LogoState; readonly end: LogoState }>): LogoChurn {
  let atStart = 0;
  let lost = 0;
  let active = 0;
  let inactive = 0;
  for (const { start, end } of suppliers) {
    if (start === 'active' || start === 'paused') {
      atStart += 1;
      if (end === 'churned') lost += 1;
    }
    if (start === 'active') {
      active += 1;
      if (end !== 'active') inactive += 1;
    }
  }
  return { atStart, lost, logoChurn: ratio(lost, atStart), logoChurnWithPauses: ratio(inactive, active) };
}
