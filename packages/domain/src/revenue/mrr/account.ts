import { isActive, amountOn, type MrrBasis, type MrrChange, type MrrReason } from './change.ts';
import type { AccountState } from './classify.ts';
import { convertMinor, type FxLookup, type FxRate } from './fx.ts';

/** One subscription as the last change left it. */
export type SubscriptionState = {
  readonly change: MrrChange;
  readonly nativeMinor: number;
  readonly reportingMinor: number;
  readonly active: boolean;
  readonly rate: FxRate;
};

/** What one change did to an account, minor units of the reporting currency unless named native. */
export type Effect = {
  readonly change: MrrChange;
  /** Because the rate moved under an unchanged amount. */
  readonly fxMinor: number;
  /** Because the amount moved, at the new rate. */
  readonly amountMinor: number;
  readonly nativeMinor: number;
  readonly reason: MrrReason | null;
};

/** A supplier's subscriptions while its history is replayed. */
export type Account = Map<string, SubscriptionState>;

/** Adds up the subscriptions of an account. */
export function accountState(account: Account): AccountState {
  let mrrMinor = 0;
  let active = false;
  for (const subscription of account.values()) {
    mrrMinor += subscription.reportingMinor;
    active ||= subscription.active;
  }
  return { mrrMinor, active };
}

/**
 * Applies a change and tells its effect in two parts. On the way out the old rate stays, so a loss is the loss of what was there.
 * A change of currency is a change of the amount: nothing of it is called an exchange effect.
 */
export function applyChange(account: Account, change: MrrChange, basis: MrrBasis, fx: FxLookup): Effect {
  const before = account.get(change.subscriptionId);
  const nativeMinor = amountOn(basis, change);
  const active = isActive(basis, change);
  const sameCurrency = before !== undefined && before.change.currency === change.currency;
  const rate = sameCurrency && before.active && !active ? before.rate : fx(change.currency, change.rateDay);
  const reportingMinor = convertMinor(nativeMinor, rate);
  account.set(change.subscriptionId, { change, nativeMinor, reportingMinor, active, rate });
  const base = before?.reportingMinor ?? 0;
  const fxMinor = sameCurrency ? convertMinor(before.nativeMinor, rate) - base : 0;
  return {
    change,
    fxMinor,
    amountMinor: reportingMinor - base - fxMinor,
    nativeMinor: nativeMinor - (sameCurrency ? before.nativeMinor : 0),
    reason: change.reason ?? reasonBetween(before?.change ?? null, change),
  };
}

/** Tells quantity, plan, price and discount apart; null where the values do not say (a first subscription, a cancellation nobody explained). */
function reasonBetween(before: MrrChange | null, after: MrrChange): MrrReason | null {
  if (before === null || before.grossMrrMinor === 0 || after.grossMrrMinor === 0) return null;
  const grew = after.netMrrMinor > before.netMrrMinor;
  if (before.planCode !== after.planCode) return grew ? 'upgrade' : 'downgrade';
  if (before.quantity !== after.quantity) return 'qty';
  if (before.grossMrrMinor !== after.grossMrrMinor) return 'price_change';
  if (before.netMrrMinor === after.netMrrMinor) return null;
  return grew ? 'discount_expired' : 'discount_added';
}
