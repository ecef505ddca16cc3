export const mrrMovementTypes = ['new', 'expansion', 'contraction', 'churn', 'reactivation', 'fx_impact'] as const;
export type MrrMovementType = (typeof mrrMovementTypes)[number];

/** An account before or after: what it is worth a month and whether any subscription counts (a full discount counts at 0). */
export type AccountState = { readonly mrrMinor: number; readonly active: boolean };

/**
 * Names what happened to an account, exchange rates apart; null when nothing did.
 * @param paidBefore it has been active at any time before
 * Source: ChartMogul, "MRR movements": losing one of several subscriptions is contraction, not churn.
 */
export function classifyMovement(
  before: AccountState,
  after: AccountState,
  paidBefore: boolean,
): Exclude<MrrMovementType, 'fx_impact'> | null {
  if (!before.active) {
    if (!after.active) return null;
    return paidBefore ? 'reactivation' : 'new';
  }
  if (!after.active) return 'churn';
  if (after.mrrMinor === before.mrrMinor) return null;
  return after.mrrMinor > before.mrrMinor ? 'expansion' : 'contraction';
}
