import { describe, expect, test } from 'vitest';
import { postingsForBalanceTransaction } from './balance-transaction-postings.ts';
import { day, kinds, payout, totals, transaction } from './mirrored-money.fixture.ts';
import { postingsForPayout } from './payout-postings.ts';

describe('a payout', () => {
  const left = transaction({
    id: 'txn_po',
    type: 'payout',
    amountMinor: -10_000,
    feeMinor: 0,
    netMinor: -10_000,
    sourceType: 'payout',
  });
  test('paid moves clearing to the bank', () =>
    expect(totals(...postingsForBalanceTransaction(left), ...postingsForPayout(payout()))).toEqual({
      'clearing:stripe': -10_000,
      bank: 10_000,
    }));
  test('paid and then failed leaves everything where it was', () => {
    const back = transaction({ ...left, id: 'txn_pf', type: 'payout_failure', amountMinor: 10_000, netMinor: 10_000 });
    const failed = payout({ status: 'failed', failedAt: day('2026-03-08') });
    expect(kinds(postingsForPayout(failed))).toEqual(['payout_paid', 'payout_failed']);
    expect(totals(...[left, back].flatMap(postingsForBalanceTransaction), ...postingsForPayout(failed))).toEqual({});
  });
  test('failed without ever being paid posts nothing of its own', () =>
    expect(postingsForPayout(payout({ paidAt: null, status: 'failed', failedAt: day('2026-03-08') }))).toEqual([]));
});
