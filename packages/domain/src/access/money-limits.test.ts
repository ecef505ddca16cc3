import { describe, expect, test } from 'vitest';
import {
  approvalCeilings,
  coversAmount,
  refundLimitOf,
  refundLimits,
  rolesCovering,
  whyRefundNeedsApproval,
} from './money-limits.ts';

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const request = { amount: gbp(10_000), chargeAgeDays: 10, byActorMinor: 10_000, toSupplierMinor: 10_000 };

describe('the refund limit', () => {
  test('of a support agent is below that of a lead in every figure', () => {
    const { support, support_lead: lead } = refundLimits;
    expect(support?.perItemMinor).toBeLessThan(lead?.perItemMinor ?? 0);
    expect(support?.perDayMinor).toBeLessThan(lead?.perDayMinor ?? 0);
    expect(support?.perSupplierMinor).toBeLessThan(lead?.perSupplierMinor ?? 0);
    expect(support?.chargeAgeDays).toBeLessThan(lead?.chargeAgeDays ?? 0);
  });

  test('is nothing for a success manager', () => {
    expect(refundLimitOf(['csm'])).toBeNull();
    expect(whyRefundNeedsApproval(['csm'], request)).toMatch(/gives no money back/);
  });

  test('is the widest of the roles held', () => {
    expect(refundLimitOf(['support', 'finance'])).toEqual(refundLimits.finance);
  });

  test('is reached exactly without a second person', () => {
    expect(whyRefundNeedsApproval(['support'], request)).toBeNull();
  });

  test.each([
    ['a penny more', { amount: gbp(10_001) }, /one refund/],
    ['earlier refunds by the same person', { byActorMinor: 50_001 }, /daily limit/],
    ['earlier refunds to the same supplier', { toSupplierMinor: 15_001 }, /one supplier/],
    ['an old charge', { chargeAgeDays: 61 }, /older than 60 days/],
    ['a currency without a limit', { amount: { amountMinor: 1, currency: 'JPY' } }, /no limit in JPY/],
  ])('calls a second person for %s', (_what, over, why) => {
    expect(whyRefundNeedsApproval(['support'], { ...request, ...over })).toMatch(why);
  });
});

describe('approving an amount', () => {
  test('takes a role whose own ceiling covers it', () => {
    expect(coversAmount(['support_lead'], 'refunds:approve', gbp(150_000))).toBe(true);
    expect(coversAmount(['support_lead'], 'refunds:approve', gbp(150_001))).toBe(false);
    expect(rolesCovering('refunds:approve', gbp(150_001))).toEqual(['finance']);
  });

  test('takes the permission too', () => {
    expect(coversAmount(['support', 'csm', 'dpo'], 'refunds:approve', gbp(1))).toBe(false);
  });

  test('beyond every ceiling is for nobody', () => {
    expect(rolesCovering('refunds:approve', gbp(1_000_000_000))).toEqual([]);
  });

  test('without an amount or a ceiling takes the permission alone', () => {
    expect(coversAmount(['support_lead'], 'refunds:approve', null)).toBe(true);
    expect(coversAmount(['admin'], 'staff:disable', gbp(1_000_000_000))).toBe(true);
  });

  test('shows a reviewer the most each permission lets through', () => {
    expect(approvalCeilings(['support_lead'])['refunds:approve']).toBe(150_000);
    expect(approvalCeilings(['support_lead', 'finance'])['refunds:approve']).toBe(2_500_000);
    expect(approvalCeilings(['csm'])['refunds:approve']).toBeUndefined();
    expect(approvalCeilings(['admin'])['staff:disable']).toBeNull();
  });
});
