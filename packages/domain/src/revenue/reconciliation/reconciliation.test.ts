import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BalanceTransactionRow } from '@wedsync/domain/billing';
import { postingsForBalanceTransaction } from '../balance-transaction-postings.ts';
import { imbalance, type Posting } from '../journal.ts';
import { whyDayStaysOpen, whyMonthStaysOpen, lastDayOf } from './closing-rules.ts';
import { compareLines, comparePayout, type BookedLine, type Line } from './compare-lines.ts';
import { correctBooking } from './correct-booking.ts';

const remote: Line = {
  id: 'txn_1',
  type: 'charge',
  currency: 'GBP',
  amountMinor: 4_900,
  feeMinor: 94,
  netMinor: 4_806,
};
const local: BookedLine = {
  ...remote,
  bookedMinor: 4_806,
  sourceCurrency: 'GBP',
  sourceAmountMinor: 4_900,
  referenceMinor: null,
};

test('two sides that say the same are no difference', () => expect(compareLines({ local, remote })).toBeNull());

test.each([
  ['missing_local', null, remote, 4_900],
  ['missing_local', { ...local, bookedMinor: null }, remote, 4_900],
  ['missing_remote', local, null, 4_900],
  ['amount', local, { ...remote, amountMinor: 5_000, netMinor: 4_906 }, 100],
  ['amount', local, { ...remote, currency: 'EUR' }, 4_900],
  ['amount', { ...local, bookedMinor: 4_800 }, remote, 6],
  ['fee_missing', { ...local, feeMinor: 0, netMinor: 4_900, bookedMinor: 4_900 }, remote, 94],
  ['fx', { ...local, sourceCurrency: 'EUR', sourceAmountMinor: 5_800, referenceMinor: 5_800 }, remote, 900],
  ['fx', { ...local, sourceCurrency: 'CHF', sourceAmountMinor: 5_800, referenceMinor: null }, remote, 4_900],
] as const)('%s is told with the money at stake', (type, ours, theirs, amountMinor) =>
  expect(compareLines({ local: ours, remote: theirs })).toMatchObject({ type, amountMinor }),
);

test('a rate within five per cent of the reference rate is nobody’s concern', () => {
  const exchanged = { ...local, sourceCurrency: 'EUR', sourceAmountMinor: 5_800, referenceMinor: 5_000 };
  expect(compareLines({ local: exchanged, remote })).toBeNull();
});

test('what was taken back is in nobody’s way', () =>
  expect(compareLines({ local: { ...local, bookedMinor: 0 }, remote: null })).toBeNull());

test('a payout that is not what it carried is off by the difference', () => {
  const sums = { id: 'po_1', currency: 'GBP', amountMinor: 900, lines: 2, linesMinor: 1_000 };
  expect(comparePayout(sums)).toMatchObject({ type: 'amount', amountMinor: 100 });
  expect(comparePayout({ ...sums, linesMinor: 900 })).toBeNull();
});

const at = new Date('2026-05-01T10:00:00Z');
function movement(amountMinor: number, feeMinor: number): BalanceTransactionRow {
  return {
    id: 'txn_1',
    provider: 'stripe',
    createdAt: at,
    asOf: at,
    fetchedAt: null,
    deletedAt: null,
    customerId: null,
    supplierId: null,
    type: 'charge',
    reportingCategory: null,
    status: 'available',
    currency: 'GBP',
    amountMinor,
    feeMinor,
    netMinor: amountMinor - feeMinor,
    exchangeRate: null,
    availableOn: null,
    description: null,
    sourceId: 'ch_1',
    sourceType: 'charge',
    sourceAmountMinor: amountMinor,
    sourceCurrency: 'GBP',
    chargeId: 'ch_1',
    payoutId: null,
  };
}

function sums(postings: readonly Posting[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { account, amountMinor } of postings) found[account] = (found[account] ?? 0) + amountMinor;
  return Object.fromEntries(Object.entries(found).filter(([, sum]) => sum !== 0));
}

const money = fc.record({ amount: fc.integer({ min: -9_999, max: 9_999 }), fee: fc.integer({ min: 0, max: 500 }) });

test('a corrected booking comes to what the movement is, in balanced entries, and correcting again adds nothing', () => {
  fc.assert(
    fc.property(money, money, fc.boolean(), (before, after, happened) => {
      const booked = postingsForBalanceTransaction(movement(before.amount, before.fee)).flatMap((one) => one.postings);
      const revision = booked.length === 0 ? 0 : 1;
      const is = movement(after.amount, after.fee);
      const entries = correctBooking(is, { revision, postings: booked }, at, happened);
      for (const { postings } of entries)
        expect([...imbalance(postings).values()].every((sum) => sum === 0)).toBe(true);
      const all = [...booked, ...entries.flatMap(({ postings }) => postings)];
      const right = happened ? postingsForBalanceTransaction(is).flatMap(({ postings }) => postings) : [];
      expect(sums(all)).toEqual(sums(right));
      expect(correctBooking(is, { revision: revision + 1, postings: right }, at, happened)).toEqual([]);
    }),
  );
});

test('a day with nothing open and every list compared may be closed', () => {
  const checks = [{ provider: 'stripe', comparedToItsEnd: true }];
  const day = { day: '2026-04-30', closed: false, unsettled: 0, checks };
  expect(whyDayStaysOpen(day, '2026-05-01')).toBeNull();
  expect(whyDayStaysOpen({ ...day, checks: [] }, '2026-05-01')).toMatch(/No provider/);
  const early = [...checks, { provider: 'paypal', comparedToItsEnd: false }];
  expect(whyDayStaysOpen({ ...day, checks: early }, '2026-05-01')).toMatch(/yet: PayPal\./);
});

test('months are closed in their order', () => {
  const month = { month: '2026-04', closed: false, openDays: 0, earlierOpenMonths: 0 };
  expect(whyMonthStaysOpen(month, '2026-05-01')).toBeNull();
  expect(whyMonthStaysOpen({ ...month, earlierOpenMonths: 1 }, '2026-05-01')).toMatch(/earlier/);
  expect(whyMonthStaysOpen(month, '2026-04-30')).toMatch(/not over/);
});

test('the last day of a leap February is the 29th', () => expect(lastDayOf('2028-02')).toBe('2028-02-29'));
