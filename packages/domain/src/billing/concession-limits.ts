import type { Money } from '@wedsync/domain/platform';

/** What one person may give away without a second pair of eyes, in minor units. */
export type ConcessionLimit = {
  /** In the subscription's own currency. */
  readonly perItemMinor: number;
  /** Over 24 hours, by this person, all suppliers and currencies together, in pounds. */
  readonly perDayMinor: number;
  /** Over 24 hours, to one supplier, whoever gave it, in pounds. */
  readonly perSupplierMinor: number;
};

/** A role that is absent gives nothing away by itself. */
const limitsByRole: Readonly<Record<string, ConcessionLimit>> = {
  csm: { perItemMinor: 5_000, perDayMinor: 25_000, perSupplierMinor: 10_000 },
  support: { perItemMinor: 2_500, perDayMinor: 10_000, perSupplierMinor: 5_000 },
  cs_manager: { perItemMinor: 50_000, perDayMinor: 250_000, perSupplierMinor: 100_000 },
  support_lead: { perItemMinor: 50_000, perDayMinor: 250_000, perSupplierMinor: 100_000 },
  finance: { perItemMinor: 250_000, perDayMinor: 1_000_000, perSupplierMinor: 500_000 },
  admin: { perItemMinor: 50_000, perDayMinor: 250_000, perSupplierMinor: 100_000 },
};
const soldIn: readonly string[] = ['GBP', 'EUR', 'USD', 'AUD'];

/**
 * Why giving money away needs a second person; null when it does not.
 * @param given what is given, and what the last 24 hours come to with it, in pence
 */
export function whyConcessionNeedsApproval(
  roles: readonly string[],
  given: { readonly amount: Money; readonly byActorMinor: number; readonly toSupplierMinor: number },
): string | null {
  const limits = roles.flatMap((role) => limitsByRole[role] ?? []);
  const { amountMinor, currency } = given.amount;
  if (amountMinor === 0) return null;
  if (limits.length === 0) return 'The role gives nothing away by itself.';
  if (!soldIn.includes(currency)) return `There is no limit in ${currency}; a second person decides.`;
  const widest = (figure: keyof ConcessionLimit) => Math.max(...limits.map((limit) => limit[figure]));
  const rows: readonly (readonly [boolean, string])[] = [
    [amountMinor > widest('perItemMinor'), 'It is worth more than the limit for one concession.'],
    [given.byActorMinor > widest('perDayMinor'), 'With the last 24 hours it passes the daily limit.'],
    [
      given.toSupplierMinor > widest('perSupplierMinor'),
      'With the last 24 hours it passes the limit for one supplier.',
    ],
  ];
  return rows.find(([exceeds]) => exceeds)?.[1] ?? null;
}
