import type { BalanceTransactionRow, CreditNoteRow, InvoiceRow, PayoutRow } from '@wedsync/domain/billing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceRules, isUnmapped, postingsForBalanceTransaction } from './balance-transaction-postings.ts';
import { postingsForCreditNote } from './credit-note-postings.ts';
import { postingsForInvoice } from './invoice-postings.ts';
import { imbalance, type JournalEntry } from './journal.ts';
import { postingsForPayout } from './payout-postings.ts';

const day = (date: string) => new Date(`${date}T12:00:00Z`);
const mirrored = {
  provider: 'stripe',
  createdAt: day('2026-03-01'),
  asOf: day('2026-03-01'),
  fetchedAt: null,
  deletedAt: null,
} as const;
const owned = { ...mirrored, customerId: 'cus_1', supplierId: 'sup_1' } as const;

const invoice = (over: Partial<InvoiceRow> = {}): InvoiceRow => ({
  ...owned,
  id: 'in_1',
  subscriptionId: 'sub_1',
  number: 'A-1',
  status: 'open',
  currency: 'GBP',
  billingReason: null,
  collectionMethod: null,
  subtotalMinor: 4_900,
  discountMinor: 0,
  taxMinor: 980,
  totalMinor: 5_880,
  amountDueMinor: 5_880,
  amountPaidMinor: 0,
  amountRemainingMinor: 5_880,
  paidOffProviderMinor: 0,
  overpaidMinor: 0,
  startingBalanceMinor: 0,
  endingBalanceMinor: 0,
  prePaymentCreditMinor: 0,
  postPaymentCreditMinor: 0,
  attemptCount: 0,
  nextAttemptAt: null,
  dueAt: null,
  periodStart: null,
  periodEnd: null,
  finalizedAt: day('2026-03-01'),
  paidAt: null,
  voidedAt: null,
  uncollectibleAt: null,
  hostedUrl: null,
  ...over,
});
const paid = { status: 'paid', paidAt: day('2026-03-02'), amountPaidMinor: 5_880, amountRemainingMinor: 0 } as const;

const transaction = (over: Partial<BalanceTransactionRow> = {}): BalanceTransactionRow => ({
  ...owned,
  id: 'txn_1',
  type: 'charge',
  reportingCategory: 'charge',
  status: 'available',
  currency: 'GBP',
  amountMinor: 5_880,
  feeMinor: 108,
  netMinor: 5_772,
  exchangeRate: null,
  availableOn: null,
  description: null,
  sourceId: 'ch_1',
  sourceType: 'charge',
  sourceAmountMinor: 5_880,
  sourceCurrency: 'GBP',
  chargeId: 'ch_1',
  payoutId: null,
  ...over,
});

const note = (over: Partial<CreditNoteRow> = {}): CreditNoteRow => ({
  ...owned,
  id: 'cn_1',
  invoiceId: 'in_1',
  number: 'A-1-CN',
  status: 'issued',
  reason: null,
  currency: 'GBP',
  totalMinor: 1_200,
  taxMinor: 200,
  prePaymentMinor: 0,
  postPaymentMinor: 1_200,
  refundedMinor: 1_200,
  customerCreditMinor: 0,
  outOfBandMinor: 0,
  refundIds: ['re_1'],
  voidedAt: null,
  ...over,
});

const payout = (over: Partial<PayoutRow> = {}): PayoutRow => ({
  ...mirrored,
  id: 'po_1',
  status: 'paid',
  amountMinor: 10_000,
  currency: 'GBP',
  arrivalDate: '2026-03-05',
  automatic: true,
  balanceTransactionId: 'txn_po',
  failureBalanceTransactionId: null,
  failureCode: null,
  failureMessage: null,
  reconciliationStatus: null,
  paidAt: day('2026-03-05'),
  failedAt: null,
  ...over,
});

/** Account totals over entries, such as { ar: -5880 }; zero totals are left out. */
function totals(...entries: readonly JournalEntry[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { account, amountMinor } of entries.flatMap(({ postings }) => postings))
    sums[account] = (sums[account] ?? 0) + amountMinor;
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}
const kinds = (entries: readonly JournalEntry[]) => entries.map(({ sourceKind }) => sourceKind);

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

describe('a credit note', () => {
  test('before payment lowers the receivable', () => {
    const before = note({ prePaymentMinor: 1_200, postPaymentMinor: 0, refundedMinor: 0 });
    expect(totals(...postingsForCreditNote(before))).toEqual({ revenue: 1_000, tax_payable: 200, ar: -1_200 });
  });
  test('after payment may become customer credit', () =>
    expect(totals(...postingsForCreditNote(note({ refundedMinor: 0, customerCreditMinor: 1_200 })))).toEqual({
      revenue: 1_000,
      tax_payable: 200,
      customer_credit: -1_200,
    }));
  test('voided leaves nothing', () =>
    expect(totals(...postingsForCreditNote(note({ voidedAt: day('2026-04-01') })))).toEqual({}));
  test('before payment falls with its voided invoice', () => {
    const before = note({ prePaymentMinor: 1_200, postPaymentMinor: 0, refundedMinor: 0 });
    expect(totals(...postingsForCreditNote(before, invoice({ voidedAt: day('2026-04-01') })))).toEqual({});
  });
});

describe('a credit note before payment on an invoice that was given up', () => {
  const early = note({ prePaymentMinor: 1_200, postPaymentMinor: 0, refundedMinor: 0 });
  const late = note({ ...early, id: 'cn_2', createdAt: day('2026-05-20') });
  const givenUp = { status: 'uncollectible', uncollectibleAt: day('2026-05-01') } as const;
  const rest = (amountMinor: number) =>
    transaction({ amountMinor, sourceAmountMinor: amountMinor, feeMinor: 0, netMinor: amountMinor });
  const ledger = (about: InvoiceRow, ...notes: readonly CreditNoteRow[]) =>
    totals(...postingsForInvoice(about), ...notes.flatMap((each) => postingsForCreditNote(each, about)));

  test.each([
    ['before', early],
    ['after', late],
  ])('%s lowers the bad debt and leaves nothing receivable', (_when, given) =>
    expect(ledger(invoice({ ...givenUp, prePaymentCreditMinor: 1_200 }), given)).toEqual({
      bad_debt: 4_680,
      revenue: -3_900,
      tax_payable: -780,
    }),
  );

  test('paid after all for the rest ends without bad debt and without a receivable', () => {
    const about = invoice({ ...givenUp, ...paid, paidAt: day('2026-06-01'), amountPaidMinor: 4_680 });
    expect(
      totals(
        ...postingsForInvoice(about),
        ...postingsForCreditNote(early, about),
        ...postingsForBalanceTransaction(rest(4_680)),
      ),
    ).toEqual({ 'clearing:stripe': 4_680, revenue: -3_900, tax_payable: -780 });
  });

  test('over all of it ends the debt', () =>
    expect(
      ledger(
        invoice({ ...givenUp, paidAt: day('2026-05-20') }),
        note({ ...late, totalMinor: 5_880, taxMinor: 980, prePaymentMinor: 5_880 }),
      ),
    ).toEqual({}));

  test('falls with the invoice when that is voided', () =>
    expect(ledger(invoice({ ...givenUp, voidedAt: day('2026-06-01') }), early, late)).toEqual({}));

  test('voided owes it again', () =>
    expect(ledger(invoice(givenUp), note({ ...early, voidedAt: day('2026-04-01') }))).toMatchObject({
      bad_debt: 5_880,
    }));

  test('posts the same entries in whatever order invoice and notes are learnt', () => {
    const states = [
      invoice(),
      invoice({ ...givenUp }),
      invoice({ ...givenUp, prePaymentCreditMinor: 1_200 }),
      invoice({ ...givenUp, ...paid, prePaymentCreditMinor: 2_400, paidAt: day('2026-06-01'), amountPaidMinor: 3_480 }),
    ];
    const booked = new Map<string, JournalEntry>();
    for (const state of states)
      for (const entry of [state, ...[early, late]].flatMap((row) =>
        'invoiceId' in row ? postingsForCreditNote(row, state) : postingsForInvoice(row),
      )) {
        const key = `${entry.sourceKind} ${entry.sourceId}`;
        expect(entry).toEqual(booked.get(key) ?? entry);
        booked.set(key, entry);
      }
    expect(totals(...booked.values(), ...postingsForBalanceTransaction(rest(3_480)))).not.toHaveProperty('bad_debt');
  });
});

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
