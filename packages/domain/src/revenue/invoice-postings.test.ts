import { describe, expect, test } from 'vitest';
import { postingsForBalanceTransaction } from './balance-transaction-postings.ts';
import { postingsForInvoice } from './invoice-postings.ts';
import { day, invoice, paid, totals, transaction } from './mirrored-money.fixture.ts';

describe('an invoice', () => {
  test('that is a draft posts nothing', () =>
    expect(postingsForInvoice(invoice({ finalizedAt: null, status: 'draft' }))).toEqual([]));
  test('of a trial posts nothing', () =>
    expect(postingsForInvoice(invoice({ totalMinor: 0, taxMinor: 0, subtotalMinor: 0 }))).toEqual([]));

  test('paid outside the provider goes from the receivable to the bank', () =>
    expect(totals(...postingsForInvoice(invoice({ ...paid, paidOffProviderMinor: 5_880 })))).toEqual({
      bank: 5_880,
      revenue: -4_900,
      tax_payable: -980,
    }));

  test('given up becomes bad debt', () =>
    expect(
      totals(...postingsForInvoice(invoice({ status: 'uncollectible', uncollectibleAt: day('2026-05-01') }))),
    ).toEqual({
      bad_debt: 5_880,
      revenue: -4_900,
      tax_payable: -980,
    }));

  test('given up and paid after all is no bad debt', () => {
    const recovered = invoice({ ...paid, uncollectibleAt: day('2026-05-01'), paidAt: day('2026-06-01') });
    expect(
      totals(...postingsForInvoice(recovered), ...postingsForBalanceTransaction(transaction())),
    ).not.toHaveProperty('bad_debt');
  });

  test('voided leaves nothing, also when it had been given up before', () => {
    const voided = invoice({ status: 'void', voidedAt: day('2026-06-01'), uncollectibleAt: day('2026-05-01') });
    expect(totals(...postingsForInvoice(voided))).toEqual({});
  });

  test('settled from customer credit uses that credit up', () =>
    expect(
      totals(...postingsForInvoice(invoice({ ...paid, startingBalanceMinor: -5_880, endingBalanceMinor: 0 }))),
    ).toEqual({
      customer_credit: 5_880,
      revenue: -4_900,
      tax_payable: -980,
    }));

  test('below zero (a downgrade) earns the customer credit', () => {
    const downgrade = invoice({
      ...paid,
      totalMinor: -1_200,
      taxMinor: -200,
      startingBalanceMinor: 0,
      endingBalanceMinor: -1_200,
      amountPaidMinor: 0,
    });
    expect(totals(...postingsForInvoice(downgrade))).toEqual({
      customer_credit: -1_200,
      revenue: 1_000,
      tax_payable: 200,
    });
  });

  test('in a later state contains every entry of its earlier states', () => {
    const states = [
      invoice(),
      invoice({ status: 'uncollectible', uncollectibleAt: day('2026-05-01') }),
      invoice({ ...paid, uncollectibleAt: day('2026-05-01') }),
    ];
    const [open, givenUp, recovered] = states.map((state) => postingsForInvoice(state));
    expect(givenUp).toEqual(expect.arrayContaining(open ?? []));
    expect(recovered).toEqual(expect.arrayContaining(givenUp ?? []));
  });
});
