import { describe, expect, test } from 'vitest';
import { imbalance } from './journal.ts';
import { postingsForInvoice } from './invoice-postings.ts';
import { day, invoice as invoiceRow, paid, totals } from './mirrored-money.fixture.ts';
import {
  assessManualPayment,
  givesWay,
  postingsForManualPayment,
  postingsForReversal,
  type OwedInvoice,
  type PaymentToBook,
  type RecordedPayment,
} from './manual-payments.ts';

const invoice: OwedInvoice = {
  id: 'in_1',
  number: 'W-1',
  status: 'open',
  provider: 'stripe',
  currency: 'GBP',
  customerId: 'cus_1',
  supplierId: 'sup_1',
  remainingMinor: 5_880,
  givenUpAt: null,
  byHandMinor: 0,
};
const payment = (kind: RecordedPayment['kind']): RecordedPayment => ({
  id: 'man_1',
  kind,
  invoiceId: 'in_1',
  invoiceNumber: 'W-1',
  customerId: 'cus_1',
  supplierId: 'sup_1',
  amountMinor: 2_000,
  currency: 'GBP',
  occurredAt: new Date('2026-06-10T00:00:00Z'),
  reference: 'FPS 4711',
  givenUpAt: null,
});
const today = new Date('2026-06-12T09:00:00Z');
const sums = (entries: ReturnType<typeof postingsForManualPayment>) =>
  Object.fromEntries(
    entries.flatMap(({ postings }) => postings.map(({ account, amountMinor }) => [account, amountMinor])),
  );

test('a bank transfer is in the bank and no longer owed', () => {
  expect(sums(postingsForManualPayment(payment('bank_transfer')))).toEqual({ bank: 2_000, ar: -2_000 });
});

test('a write-off is a loss and no longer owed', () => {
  expect(sums(postingsForManualPayment(payment('write_off')))).toEqual({ bad_debt: 2_000, ar: -2_000 });
});

test.each(['bank_transfer', 'write_off'] as const)(
  'a %s and its reversal leave nothing, under keys of their own',
  (kind) => {
    const entries = [...postingsForManualPayment(payment(kind)), ...postingsForReversal(payment(kind), today)];
    const totals: Record<string, number> = {};
    for (const { account, amountMinor } of entries.flatMap(({ postings }) => postings))
      totals[account] = (totals[account] ?? 0) + amountMinor;
    expect(Object.values(totals).every((total) => total === 0)).toBe(true);
    expect(entries.every(({ postings }) => [...imbalance(postings).values()].every((sum) => sum === 0))).toBe(true);
    expect(new Set(entries.map(({ sourceKind, sourceId }) => `${sourceKind} ${sourceId}`)).size).toBe(2);
  },
);

describe('once the provider settles the invoice itself', () => {
  const open = invoiceRow({ totalMinor: 5_880 });
  test.each([
    ['bank_transfer', 'paid outside', { ...paid, paidOffProviderMinor: 5_880 }, { bank: 5_880 }],
    ['write_off', 'given up', { status: 'uncollectible', uncollectibleAt: day('2026-07-01') }, { bad_debt: 5_880 }],
    [
      'bank_transfer',
      'given up',
      { status: 'uncollectible', uncollectibleAt: day('2026-07-01') },
      { bank: 2_000, bad_debt: 3_880 },
    ],
    ['bank_transfer', 'voided', { status: 'void', voidedAt: day('2026-07-01') }, {}],
  ] as const)('a %s of an invoice that is then %s is in the books once', (kind, _how, change, left) => {
    const settled = invoiceRow({ ...change });
    const standing = { ...payment(kind), givenUpAt: settled.uncollectibleAt };
    const booked = [
      ...postingsForInvoice(open),
      ...postingsForInvoice(settled).filter(({ sourceKind }) => sourceKind !== 'invoice_finalized'),
      ...postingsForManualPayment(standing),
      ...(givesWay(standing, settled) ? postingsForReversal(standing, today) : []),
    ];
    const { revenue: _revenue, tax_payable: _tax, ...rest } = totals(...booked);
    expect(rest).toEqual(left);
  });
});

describe('what cannot be', () => {
  const given = { kind: 'bank_transfer', amountMinor: 2_000, receivedOn: '2026-06-09' } as const;
  const assess =
    (over: Partial<OwedInvoice>, input: PaymentToBook = given) =>
    () =>
      assessManualPayment({ ...invoice, ...over }, input, '2026-06-10');
  test('more than is owed', () => expect(assess({ byHandMinor: 4_000 })).toThrow('Only £18.80'));
  test('a paid invoice', () => expect(assess({ status: 'paid' })).toThrow('nothing is owed'));
  test('an invoice settled by hand already', () => expect(assess({ byHandMinor: 5_880 })).toThrow('settled by hand'));
  test('a loss that is a loss already', () =>
    expect(assess({ status: 'uncollectible' }, { ...given, kind: 'write_off' })).toThrow('given up already'));
  test('money from the future', () =>
    expect(assess({}, { ...given, receivedOn: '2026-06-11' })).toThrow('still to come'));
  test('and a part of what is owed can', () =>
    expect(assess({})()).toEqual({ leftMinor: 5_880, leftAfterMinor: 3_880 }));
});
