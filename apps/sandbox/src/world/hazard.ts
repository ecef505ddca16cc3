import { contactEffect } from './interventions.ts';
import { plans } from './market.ts';
import { parameters } from './parameters.ts';
import { clamp, logistic, logit } from './random.ts';
import type { SupplierProfile, SupplierState } from './supplier.ts';

const MONTH_SECONDS = 30.4375 * 86_400;

/** The true hazard of one supplier-month and what it is made of; part of the truth. */
export interface HazardRecord {
  readonly supplier: string;
  /** `2026-11` */
  readonly month: string;
  readonly hazard: number;
  /** What it would be had no advice of the product reached the supplier: the counterfactual. */
  readonly withoutContact: number;
  /** Contributions on the logit scale; they sum to logit(hazard). */
  readonly parts: Readonly<
    Record<'base' | 'engagement' | 'price' | 'payment' | 'tenure' | 'support' | 'ties' | 'contact', number>
  >;
}

/** Monthly probability of deciding to leave: logistic over engagement, price fit, payment trouble, tenure, support, ties and advice that reached them. */
export function monthlyHazard(
  profile: SupplierProfile,
  state: SupplierState,
  now: number,
): Pick<HazardRecord, 'hazard' | 'withoutContact' | 'parts'> {
  const { churn } = parameters;
  const tenure = state.payingSince === null ? 0 : (now - state.payingSince) / MONTH_SECONDS;
  const parts = {
    base: logit(profile.baseHazard),
    engagement: churn.perEngagement * state.engagement,
    price: churn.perPriceMisfit * priceMisfit(profile, state),
    payment: state.inPaymentTrouble ? churn.inPaymentTrouble : 0,
    tenure: churn.perTenureMonth * clamp(tenure, 0, churn.maxTenureMonths),
    support: churn.perOpenTicket * Math.min(state.openTickets, 4),
    ties: churn.perReferralTie * Math.min(profile.referralTies, 3),
  };
  const uncontacted = Object.values(parts).reduce((sum, part) => sum + part, 0);
  const contact = contactEffect(state, now);
  return {
    hazard: logistic(uncontacted + contact),
    withoutContact: logistic(uncontacted),
    parts: { ...parts, contact },
  };
}

/** How far the plan is above what the size of the business needs, in plans; below zero counts half. */
function priceMisfit(profile: SupplierProfile, state: SupplierState): number {
  const rank = plans.findIndex((plan) => plan.code === state.plan);
  const needed = clamp(0.8 + 1.4 * Math.log(profile.size), 0, 3);
  const misfit = rank - needed;
  return misfit > 0 ? misfit : misfit / 2;
}
