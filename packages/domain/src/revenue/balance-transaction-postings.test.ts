import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceRules, isUnmapped, postingsForBalanceTransaction } from './balance-transaction-postings.ts';
import { postingsForCreditNote } from './credit-note-postings.ts';
import { postingsForInvoice } from './invoice-postings.ts';
import { imbalance } from './journal.ts';
import { day, invoice, note, paid, totals, transaction } from './mirrored-money.fixture.ts';

describe('a charge', () => {
  test('brings its net into clearing, its fee into fees and its gross off the receivable', () =>
    expect(totals(...postingsForBalanceTransaction(transaction()))).toEqual({
      'clearing:stripe': 5_772,
      processor_fees: 108,
      ar: -5_880,
    }));

  test('on a finalised invoice leaves no receivable', () =>
    expect(totals(...postingsForInvoice(invoice(paid)), ...postingsForBalanceTransaction(transaction()))).toEqual({
      'clearing:stripe': 5_772,
      processor_fees: 108,
      revenue: -4_900,
      tax_payable: -980,
    }));

  test('captured later posts the same once its balance transaction is there', () => {
    const late = transaction({ createdAt: day('2026-03-04'), type: 'payment' });
    expect(totals(...postingsForBalanceTransaction(late))).toEqual({
      'clearing:stripe': 5_772,
      processor_fees: 108,
      ar: -5_880,
    });
  });

  test('settled in another currency bridges the two through the exchange account, balanced in each', () => {
    const [entry] = postingsForBalanceTransaction(
      transaction({ sourceCurrency: 'EUR', sourceAmountMinor: 6_800, exchangeRate: 0.8647 }),
    );
    expect(entry?.postings).toEqual([
      { account: 'processor_fees', currency: 'GBP', amountMinor: 108 },
      { account: 'clearing:stripe', currency: 'GBP', amountMinor: 5_772 },
      { account: 'fx', currency: 'GBP', amountMinor: -5_880 },
      { account: 'ar', currency: 'EUR', amountMinor: -6_800 },
      { account: 'fx', currency: 'EUR', amountMinor: 6_800 },
    ]);
  });
});

describe('a refund', () => {
  const refund = transaction({
    id: 'txn_2',
    type: 'refund',
    amountMinor: -1_200,
    feeMinor: 0,
    netMinor: -1_200,
    sourceType: 'refund',
    sourceAmountMinor: 1_200,
  });
  test('succeeded takes cash out of clearing', () =>
    expect(totals(...postingsForBalanceTransaction(refund))).toEqual({
      refunds_contra: 1_200,
      'clearing:stripe': -1_200,
    }));

  test('failed comes back in full', () => {
    const failure = transaction({
      ...refund,
      id: 'txn_3',
      type: 'refund_failure',
      amountMinor: 1_200,
      netMinor: 1_200,
    });
    expect(totals(...postingsForBalanceTransaction(refund), ...postingsForBalanceTransaction(failure))).toEqual({});
  });

  test('documented by a credit note ends as less revenue and less tax', () =>
    expect(totals(...postingsForBalanceTransaction(refund), ...postingsForCreditNote(note()))).toEqual({
      revenue: 1_000,
      tax_payable: 200,
      'clearing:stripe': -1_200,
    }));
});

describe('a dispute', () => {
  const withdrawn = transaction({
    id: 'txn_4',
    type: 'adjustment',
    amountMinor: -5_880,
    feeMinor: 2_000,
    netMinor: -7_880,
    sourceType: 'dispute',
  });
  test('lost costs the amount and the fee', () =>
    expect(totals(...postingsForBalanceTransaction(withdrawn))).toEqual({
      disputes: 5_880,
      dispute_fees: 2_000,
      'clearing:stripe': -7_880,
    }));

  test('won brings the amount back and keeps the fee spent', () => {
    const reinstated = transaction({ ...withdrawn, id: 'txn_5', amountMinor: 5_880, feeMinor: 0, netMinor: 5_880 });
    expect(totals(...postingsForBalanceTransaction(withdrawn), ...postingsForBalanceTransaction(reinstated))).toEqual({
      dispute_fees: 2_000,
      'clearing:stripe': -2_000,
    });
  });
});

describe('the mapping of balance transactions', () => {
  test('sends a type nobody mapped to suspense and says so', () => {
    const unknown = transaction({ type: 'wedding_gift', feeMinor: 0, netMinor: 5_880 });
    expect(isUnmapped(unknown)).toBe(true);
    expect(totals(...postingsForBalanceTransaction(unknown))).toEqual({ suspense: -5_880, 'clearing:stripe': 5_880 });
  });

  test('balances for every type, amount and fee', () => {
    const type = fc.constantFrom('adjustment', 'wedding_gift', ...Object.keys(balanceRules));
    fc.assert(
      fc.property(
        type,
        fc.integer(),
        fc.integer({ min: -10_000, max: 10_000 }),
        fc.constantFrom('GBP', 'EUR'),
        (type, amountMinor, feeMinor, sourceCurrency) => {
          const entries = postingsForBalanceTransaction(
            transaction({ type, amountMinor, feeMinor, netMinor: amountMinor - feeMinor, sourceCurrency }),
          );
          for (const entry of entries)
            expect([...imbalance(entry.postings).values()].filter((sum) => sum !== 0)).toEqual([]);
        },
      ),
    );
  });
});
