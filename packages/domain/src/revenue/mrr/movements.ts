import { MINUTE_MS } from '@wedsync/domain/platform';
import { pastDueDaysOf, type PastDueWindow } from '@wedsync/domain/billing';
import { accountState, applyChange, type Account, type Effect } from './account.ts';
import type { MrrBasis, MrrChange, MrrReason } from './change.ts';
import { classifyMovement, type AccountState, type MrrMovementType } from './classify.ts';
import type { FxLookup } from './fx.ts';
import { timelineOf } from './timeline.ts';
import { activityWindows } from './windows.ts';

/** A change as it was replayed: its effect, and the account around it. */
type Step = Effect & { readonly before: AccountState; readonly after: AccountState };

/** One step of a supplier's MRR. Amounts are signed minor units of the reporting currency: summed from the first on they are the MRR. */
export type MrrMovement = {
  /** The same for the same fact whenever it is derived; unique within a supplier and basis. */
  readonly key: string;
  readonly type: MrrMovementType;
  readonly amountMinor: number;
  readonly beforeMinor: number;
  readonly afterMinor: number;
  readonly reason: MrrReason | null;
  readonly actor: string;
  readonly sourceEventId: string;
  readonly subscriptionId: string;
  readonly planCode: string | null;
  /** In the currency of the subscription named; several merged subscriptions are listed in `merged`. */
  readonly nativeMinor: number;
  readonly currency: string;
  /** When the window opened. */
  readonly effectiveAt: Date;
  /** When the last of the facts behind it became known. */
  readonly recordedAt: Date;
  /** Every fact the window judged at once, in order. */
  readonly mergedSourceEventIds: readonly string[];
};

export type MovementOptions = {
  readonly fx: FxLookup;
  /** Changes after it, and lapses after it, have not happened yet. */
  readonly asOf: Date;
  /** What was learned later is left out; everything counts when absent. */
  readonly knownAt?: Date;
  readonly basis?: MrrBasis;
  /** 1 to 90 days of owing money before a subscription counts as lost, whenever the debt began. */
  readonly pastDueDays?: number;
  /** The same by the day the debt began; the house's usual where none applies. */
  readonly pastDueWindows?: readonly PastDueWindow[];
  readonly windowMs?: number;
  /** The supplier paid before the history begins, so its first MRR is a reactivation. */
  readonly paidBefore?: boolean;
};

export const activityWindowMs = 60 * MINUTE_MS;

/**
 * Derives the MRR movements of one supplier from the whole history of its subscriptions. Pure and independent of the order of `history`, so a
 * rebuild gives the same movements, keys included. At every instant: MRR = sum of amounts so far.
 * @param history changes of all subscriptions of one supplier
 * @returns at most two movements a window, the exchange effect first
 * @throws FxRateMissing when a currency has no rate
 */
export function movementsOf(history: readonly MrrChange[], options: MovementOptions): MrrMovement[] {
  const { fx, asOf, basis = 'net', windowMs = activityWindowMs, pastDueWindows = [] } = options;
  const pastDueDays = (since: Date) => options.pastDueDays ?? pastDueDaysOf(pastDueWindows, since);
  const timeline = timelineOf(history, { asOf, basis, pastDueDays, knownAt: options.knownAt ?? endOfTime });
  let paidBefore = options.paidBefore ?? false;
  return activityWindows(replay(timeline, basis, fx), windowMs).flatMap((steps) => {
    const movements = judge(steps, paidBefore);
    paidBefore ||= steps.some(({ after }) => after.active);
    return movements;
  });
}

const endOfTime = new Date(8.64e15);

/** The steps that changed anything: a renewal at an unchanged amount and rate opens no window. */
function replay(timeline: readonly MrrChange[], basis: MrrBasis, fx: FxLookup): Step[] {
  const account: Account = new Map();
  const steps: Step[] = [];
  let before = nobody;
  for (const change of timeline) {
    const { fxMinor, amountMinor, nativeMinor, reason } = applyChange(account, change, basis, fx);
    const after = accountState(account);
    if (amountMinor !== 0 || fxMinor !== 0 || after.active !== before.active)
      steps.push({ change, fxMinor, amountMinor, nativeMinor, reason, before, after });
    before = after;
  }
  return steps;
}

function judge(steps: readonly Step[], paidBefore: boolean): MrrMovement[] {
  const before = steps[0]?.before ?? nobody;
  const after = steps.at(-1)?.after ?? nobody;
  const fxMinor = before.active && after.active ? steps.reduce((sum, step) => sum + step.fxMinor, 0) : 0;
  const revalued = { ...before, mrrMinor: before.mrrMinor + fxMinor };
  const type = classifyMovement(revalued, after, paidBefore);
  const fx = fxMinor === 0 ? null : movement('fx_impact', before.mrrMinor, revalued.mrrMinor, steps);
  const moved = type === null ? null : movement(type, revalued.mrrMinor, after.mrrMinor, steps);
  return [fx, moved].filter((each) => each !== null);
}

const nobody: AccountState = { mrrMinor: 0, active: false };

function movement(type: MrrMovementType, beforeMinor: number, afterMinor: number, steps: readonly Step[]): MrrMovement {
  const amountMinor = afterMinor - beforeMinor;
  const { change, nativeMinor, reason } = decisive(type, amountMinor, steps);
  return {
    key: `${type}:${change.subscriptionId}:${change.sourceEventId}:${change.effectiveAt.toISOString()}`,
    type,
    amountMinor,
    beforeMinor,
    afterMinor,
    reason: type === 'fx_impact' ? null : reason,
    actor: change.actor,
    sourceEventId: change.sourceEventId,
    subscriptionId: change.subscriptionId,
    planCode: change.planCode,
    nativeMinor: type === 'fx_impact' ? 0 : nativeMinor,
    currency: change.currency,
    effectiveAt: steps[0]?.change.effectiveAt ?? change.effectiveAt,
    recordedAt: steps.reduce(
      (last, { change }) => (change.recordedAt > last ? change.recordedAt : last),
      change.recordedAt,
    ),
    mergedSourceEventIds: steps.map((step) => step.change.sourceEventId),
  };
}

/** The change that did most in the direction of the movement speaks for it; of equals the later. */
function decisive(type: MrrMovementType, amountMinor: number, steps: readonly Step[]): Step {
  const weight = (step: Step) =>
    (type === 'fx_impact' ? step.fxMinor : step.amountMinor) * (Math.sign(amountMinor) || 1);
  return steps.reduce((best, step) => (weight(step) >= weight(best) ? step : best));
}
