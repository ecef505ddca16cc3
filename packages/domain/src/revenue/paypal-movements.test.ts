import { paypalMovementId, paypalMovementKind } from '@wedsync/domain/billing';
import { describe, expect, test } from 'vitest';
import { balanceRule, isUnmapped } from './balance-transaction-postings.ts';

describe('rows of the report', () => {
  test.each([
    ['T0002', 'ar'],
    ['T0006', 'ar'],
    ['T0114', 'dispute_fees'],
    ['T0107', 'processor_fees'],
    ['T0200', 'fx'],
    ['T0300', 'bank'],
    ['T0400', 'in_transit'],
    ['T1106', 'disputes'],
    ['T1107', 'refunds_contra'],
    ['T1110', 'reserve:paypal'],
    ['T1111', 'reserve:paypal'],
    ['T1201', 'disputes'],
    ['T9900', 'suspense'],
  ])('%s is against %s', (code, account) => {
    const kind = paypalMovementKind({ code, amountMinor: 4_900 });
    expect(balanceRule(kind).counter).toBe(account);
    expect(isUnmapped(kind)).toBe(account === 'suspense');
  });
  test.each(['T0000', 'T0001', 'T0003'])(
    '%s that left the account is nobody’s debt, and a person must say what it was',
    (code) => {
      const kind = paypalMovementKind({ code, amountMinor: -4_900 });
      expect([balanceRule(kind).counter, isUnmapped(kind), kind.asks]).toEqual(['suspense', true, null]);
    },
  );
  test('with one id are told apart by code and currency', () => {
    const ids = [
      paypalMovementId('X1', { code: 'T0200', amountMinor: 1 }, 'EUR'),
      paypalMovementId('X1', { code: 'T0200', amountMinor: 1 }, 'GBP'),
      paypalMovementId('X1', { code: 'T0114', amountMinor: 1 }, 'GBP'),
      paypalMovementId('X1', { code: 'T0002', amountMinor: 1 }, 'GBP'),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});
