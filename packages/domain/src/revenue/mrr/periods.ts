import type { MrrMovementType } from './classify.ts';
import type { MrrReason } from './change.ts';
import { closingOf, mrrRates, ratio, type MrrLines, type MrrRates } from './rates.ts';

/** What the lines of a period need to know of a movement. */
export type CountedMovement = {
  readonly type: MrrMovementType;
  /** Signed. */
  readonly amountMinor: number;
  readonly reason: MrrReason | null;
};

export type MrrPeriod = MrrLines &
  MrrRates & {
    readonly closing: number;
    /** Part of `churn` whose reason is a season pause, expected back. */
    readonly pausedChurn: number;
    readonly grossMrrChurnExPause: number | null;
    /** Part of churned MRR lost to failed payment or dispute; null when nothing churned. */
    readonly involuntaryShare: number | null;
  };

const involuntary: ReadonlySet<MrrReason | null> = new Set<MrrReason>(['cancel_involuntary', 'dispute']);

/** Adds the movements of one period up, for one supplier, a segment or everybody. closing = opening + the lines, exactly. */
export function mrrPeriod(opening: number, movements: Iterable<CountedMovement>): MrrPeriod {
  const sums: Record<MrrMovementType, number> = {
    new: 0,
    expansion: 0,
    contraction: 0,
    churn: 0,
    reactivation: 0,
    fx_impact: 0,
  };
  let pausedChurn = 0;
  let involuntaryChurn = 0;
  for (const { type, amountMinor, reason } of movements) {
    sums[type] += amountMinor;
    if (type !== 'churn') continue;
    if (reason === 'pause') pausedChurn -= amountMinor;
    if (involuntary.has(reason)) involuntaryChurn -= amountMinor;
  }
  const lines = {
    opening,
    new: sums.new,
    reactivation: sums.reactivation,
    expansion: sums.expansion,
    contraction: magnitude(sums.contraction),
    churn: magnitude(sums.churn),
    fx: sums.fx_impact,
  };
  return {
    ...lines,
    ...mrrRates(lines),
    closing: closingOf(lines),
    pausedChurn,
    grossMrrChurnExPause: ratio(lines.contraction + lines.churn - pausedChurn, opening),
    involuntaryShare: ratio(involuntaryChurn, lines.churn),
  };
}

/** Without the negative zero. */
function magnitude(lost: number): number {
  return lost === 0 ? 0 : -lost;
}
