import type { PaypalEngine } from '../paypal/index.ts';
import type { StripeEngine, StripeObject } from '../stripe/index.ts';
import type { Act } from './acts.ts';
import type { Agenda } from './agenda.ts';
import type { HazardRecord } from './hazard.ts';
import type { ReferralRecord } from './referral-record.ts';
import { stream } from './random.ts';
import type { Random } from './random.ts';
import type { SupplierProfile, SupplierState } from './supplier.ts';
import type { UseEvent } from './use.ts';

/** Ids of what the shop sells, by the keys the world thinks in. */
export interface Catalogue {
  /** By lookup key, `<plan>_<interval>_<currency>`. */
  prices: Record<string, string>;
  /** By country code. */
  taxRates: Record<string, string>;
  /** PayPal's plans, by `<plan>_<interval>_<country>`: tax is part of a plan there. */
  paypalPlans: Record<string, string>;
}

/** Everything an act may touch. */
export interface WorldContext {
  readonly seed: number;
  readonly engine: StripeEngine;
  readonly paypal: PaypalEngine;
  readonly agenda: Agenda<Act>;
  readonly catalogue: Catalogue;
  readonly profiles: readonly SupplierProfile[];
  readonly hazards: HazardRecord[];
  readonly referrals: ReferralRecord[];
  readonly now: () => number;
  /** How likely a card is declined at a renewal of that time. */
  readonly declineChance: (at: number) => number;
  /** Whether history is over: the host application then streams every use. */
  readonly isLive: () => boolean;
  profile(number: number): SupplierProfile;
  /** Undefined until the supplier signs up. */
  state(number: number): SupplierState | undefined;
  states(): Iterable<SupplierState>;
  addState(state: SupplierState): void;
  /** Lets somebody new sign up now (real time only). */
  addSupplier(signedUpAt: number): SupplierProfile;
  /** Tells the product about the supplier as of now. */
  announce(profile: SupplierProfile): void;
  use(event: UseEvent): void;
}

/** Luck for one purpose at one moment of one supplier. */
export function luck(context: WorldContext, purpose: string, supplier: number): Random {
  return stream(context.seed, purpose, supplier, context.now());
}

export function post(context: WorldContext, path: string, params: Record<string, unknown>): StripeObject {
  return context.engine.request({ method: 'POST', path, params });
}

/** The text of a field that Stripe gives as an id or as an expanded object. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id;
  return null;
}
