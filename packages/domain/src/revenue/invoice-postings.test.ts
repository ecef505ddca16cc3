import type { InvoiceRow } from '@wedsync/domain/billing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { postingsForBalanceTransaction } from './balance-transaction-postings.ts';
import { postingsForInvoice } from './invoice-postings.ts';
import type { JournalEntry } from './journal.ts';
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

/** What the journal holds once these states were seen one after the other; an entry whose key is there already is left alone. */
function journalOf(states: readonly InvoiceRow[]): JournalEntry[] {
  const journal = new Map<string, JournalEntry>();
  for (const state of states)
    for (const entry of postingsForInvoice(state, [...journal.values()])) {
      const key = `${entry.sourceKind} ${entry.revision}`;
      if (!journal.has(key)) journal.set(key, entry);
    }
  return [...journal.values()];
}

describe('an invoice given up after a part was paid', () => {
  const uncollectibleAt = day('2026-05-01');
  const givenUp = (paidMinor: number) =>
    invoice({ status: 'uncollectible', uncollectibleAt, amountPaidMinor: paidMinor });
  const cash = (amountMinor: number) =>
    postingsForBalanceTransaction(transaction({ amountMinor, feeMinor: 0, netMinor: amountMinor }));

  test('and paid in full after all leaves neither bad debt nor a receivable', () => {
    const entries = journalOf([
      invoice({ amountPaidMinor: 2_000 }),
      givenUp(2_000),
      invoice({ ...paid, uncollectibleAt }),
    ]);
    const sums = totals(...entries, ...cash(5_880));
    expect([sums.bad_debt, sums.ar]).toEqual([undefined, undefined]);
  });

  test('loses only what is still not paid when another part comes', () => {
    const entries = journalOf([givenUp(2_000), givenUp(3_000)]);
    expect(totals(...entries, ...cash(3_000))).toMatchObject({ bad_debt: 2_880 });
    expect(totals(...entries, ...cash(3_000))).not.toHaveProperty('ar');
  });

  test('comes to the same whichever of its states were seen on the way', () => {
    const states = [
      invoice(),
      invoice({ amountPaidMinor: 1_000 }),
      givenUp(1_000),
      givenUp(2_500),
      givenUp(2_500),
      invoice({ ...paid, uncollectibleAt }),
    ];
    const seen = fc
      .tuple(fc.integer({ min: 0, max: states.length - 1 }), fc.subarray(states))
      .map(([last, some]) => [
        ...states.slice(0, last).filter((state) => some.includes(state)),
        ...states.slice(last, last + 1),
      ]);
    fc.assert(
      fc.property(seen, (some) => {
        expect(totals(...journalOf(some))).toEqual(totals(...postingsForInvoice(some.at(-1) ?? invoice())));
      }),
    );
  });
});

test('an invoice voided after customer credit was used on it takes back what was booked, also when the credit was given back with it', () => {
  const used = { startingBalanceMinor: -2_000, endingBalanceMinor: 0 };
  const voided = {
    status: 'void',
    voidedAt: day('2026-06-01'),
    startingBalanceMinor: -2_000,
    endingBalanceMinor: -2_000,
  } as const;
  expect(totals(...journalOf([invoice(used), invoice(voided)]))).toEqual({});
});
