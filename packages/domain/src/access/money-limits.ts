import type { Money, Permission } from '@wedsync/domain/platform';
import { permissionsOf, rolesWith } from './permissions.ts';
import { isRole, type Role } from './roles.ts';

/** What one person may give back without a second pair of eyes, in minor units. */
export type RefundLimit = {
  /** In the charge's own currency. */
  readonly perItemMinor: number;
  /** Over 24 hours, by this person, all suppliers and currencies together, in pounds. */
  readonly perDayMinor: number;
  /** Over 24 hours, to one supplier, whoever asked, in pounds. */
  readonly perSupplierMinor: number;
  readonly chargeAgeDays: number;
};

/** The figure for one refund holds in each currency we sell in; an amount in any other is beyond every limit. */
const limitCurrencies: readonly string[] = ['GBP', 'EUR', 'USD', 'AUD'];

/** A role that is absent gives nothing back by itself. */
export const refundLimits: Readonly<Partial<Record<Role, RefundLimit>>> = {
  support: { perItemMinor: 10_000, perDayMinor: 50_000, perSupplierMinor: 15_000, chargeAgeDays: 60 },
  support_lead: { perItemMinor: 100_000, perDayMinor: 500_000, perSupplierMinor: 200_000, chargeAgeDays: 180 },
  finance: { perItemMinor: 500_000, perDayMinor: 2_500_000, perSupplierMinor: 1_000_000, chargeAgeDays: 365 },
  admin: { perItemMinor: 100_000, perDayMinor: 500_000, perSupplierMinor: 200_000, chargeAgeDays: 180 },
};

/** The most one approval may let through, by the permission the assessment named; a permission without a row has no ceiling. */
export const approvalLimitsMinor: Readonly<Record<Permission, Readonly<Partial<Record<Role, number>>>>> = {
  'refunds:approve': { support_lead: 150_000, finance: 2_500_000, admin: 150_000 },
  'subscriptions:approve': { cs_manager: 250_000, support_lead: 150_000, finance: 2_500_000, admin: 150_000 },
};

/** The widest refund limit among the roles held, per figure; null when none of them may refund alone. */
export function refundLimitOf(held: readonly string[]): RefundLimit | null {
  const limits = held.filter(isRole).flatMap((role) => refundLimits[role] ?? []);
  if (limits.length === 0) return null;
  const widest = (figure: keyof RefundLimit) => Math.max(...limits.map((limit) => limit[figure]));
  return {
    perItemMinor: widest('perItemMinor'),
    perDayMinor: widest('perDayMinor'),
    perSupplierMinor: widest('perSupplierMinor'),
    chargeAgeDays: widest('chargeAgeDays'),
  };
}

export type RefundRequest = {
  readonly amount: Money;
  readonly chargeAgeDays: number;
  /** What this person asked to give back in the last 24 hours, this request with it, in pence. */
  readonly byActorMinor: number;
  /** What anybody asked to give back to this supplier in the last 24 hours, this request with it, in pence. */
  readonly toSupplierMinor: number;
};

/** Why a refund needs a second person, in words for the requester; null when it does not. Splitting does not help: earlier requests count. */
export function whyRefundNeedsApproval(held: readonly string[], request: RefundRequest): string | null {
  const limit = refundLimitOf(held);
  if (limit === null) return 'The role gives no money back by itself.';
  const { amountMinor, currency } = request.amount;
  if (!limitCurrencies.includes(currency)) return `There is no limit in ${currency}; a second person decides.`;
  const tests: readonly (readonly [exceeds: boolean, why: string])[] = [
    [amountMinor > limit.perItemMinor, 'The amount is above the limit for one refund.'],
    [request.byActorMinor > limit.perDayMinor, 'With the refunds of the last 24 hours it passes the daily limit.'],
    [
      request.toSupplierMinor > limit.perSupplierMinor,
      'With refunds to this supplier in the last 24 hours it passes the limit for one supplier.',
    ],
    [request.chargeAgeDays > limit.chargeAgeDays, `The charge is older than ${limit.chargeAgeDays} days.`],
  ];
  return tests.find(([exceeds]) => exceeds)?.[1] ?? null;
}

/** The roles that may approve this much under a permission. */
export function rolesCovering(permission: Permission, amount: Money | null): readonly Role[] {
  const ceilings = Object.hasOwn(approvalLimitsMinor, permission) ? approvalLimitsMinor[permission] : undefined;
  return rolesWith(permission).filter((role) => {
    if (ceilings === undefined || amount === null) return true;
    // Beyond our currencies only the role with the highest ceiling judges the amount.
    if (!limitCurrencies.includes(amount.currency)) return role === 'finance';
    return amount.amountMinor <= (ceilings[role] ?? 0);
  });
}

/** Whether someone with these roles may approve this much under a permission. */
export function coversAmount(held: readonly string[], permission: Permission, amount: Money | null): boolean {
  return rolesCovering(permission, amount).some((role) => held.includes(role));
}

/** Every permission to approve that the roles hold, with the most each lets through; null where there is no ceiling. */
export function approvalCeilings(held: readonly string[]): Readonly<Record<Permission, number | null>> {
  const mine = [...permissionsOf(held)].map((permission): [Permission, number | null] => {
    const ceilings = Object.hasOwn(approvalLimitsMinor, permission) ? approvalLimitsMinor[permission] : undefined;
    if (ceilings === undefined) return [permission, null];
    return [permission, Math.max(0, ...held.filter(isRole).map((role) => ceilings[role] ?? 0))];
  });
  return Object.fromEntries(mine);
}
