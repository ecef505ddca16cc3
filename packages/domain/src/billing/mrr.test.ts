import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mrrOfSubscription, type MrrDiscount, type MrrItem, type MrrSubscription } from './mrr.ts';

const now = new Date('2026-06-10T09:00:00Z');
const item = (over: Partial<MrrItem> = {}): MrrItem => ({
  unitAmountMinor: 4_900,
  quantity: 1,
  interval: 'month',
  intervalCount: 1,
  usageType: 'licensed',
  discounts: [],
  ...over,
});
const subscription = (over: Partial<MrrSubscription> = {}): MrrSubscription => ({
  status: 'active',
  collectionPaused: false,
  everPaid: true,
  pastDueSince: null,
  items: [item()],
  discounts: [],
  ...over,
});
const discount = (over: Partial<MrrDiscount>): MrrDiscount => ({
  percentOff: null,
  amountOffMinor: null,
  duration: 'forever',
  endsAt: null,
  ...over,
});
const net = (over: Partial<MrrSubscription>) => mrrOfSubscription(subscription(over), now).netMinor;

describe('normalisation', () => {
  test('a yearly price counts a twelfth: 2,000 a year is 166.67 a month', () =>
    expect(net({ items: [item({ unitAmountMinor: 200_000, interval: 'year' })] })).toBe(16_667));
  test('two silver seats at 30 a month are 60', () =>
    expect(net({ items: [item({ unitAmountMinor: 3_000, quantity: 2 })] })).toBe(6_000));
  test('three gold seats at 50 a month are 150', () =>
    expect(net({ items: [item({ unitAmountMinor: 5_000, quantity: 3 })] })).toBe(15_000));
  test('a weekly price counts 52.142857 / 12 times, not 4', () =>
    expect(net({ items: [item({ unitAmountMinor: 1_000, interval: 'week' })] })).toBe(4_345));
  test('a daily price counts 30.4167 times', () =>
    expect(net({ items: [item({ unitAmountMinor: 1_000, interval: 'day' })] })).toBe(30_417));
  test('a price every three months counts a third', () =>
    expect(net({ items: [item({ unitAmountMinor: 9_000, intervalCount: 3 })] })).toBe(3_000));
  test('metered use and one-off prices count nothing', () =>
    expect(net({ items: [item({ usageType: 'metered' }), item({ interval: null }), item()] })).toBe(4_900));
});

describe('which subscriptions count', () => {
  test.each(['trialing', 'incomplete', 'incomplete_expired', 'unpaid', 'canceled', 'paused'] as const)(
    '%s counts nothing',
    (status) => expect(net({ status })).toBe(0),
  );
  test('past due goes on counting for thirty days', () =>
    expect(net({ status: 'past_due', pastDueSince: new Date('2026-05-11T09:00:01Z') })).toBe(4_900));
  test('past due for thirty days counts nothing any more', () =>
    expect(net({ status: 'past_due', pastDueSince: new Date('2026-05-11T09:00:00Z') })).toBe(0));
  test('a paused collection counts nothing although the status stays active', () =>
    expect(net({ collectionPaused: true })).toBe(0));
  test('nothing counts before the first invoice is paid', () => expect(net({ everPaid: false })).toBe(0));
});

describe('discounts', () => {
  test('a discount for ever reduces MRR', () => expect(net({ discounts: [discount({ percentOff: 10 })] })).toBe(4_410));
  test('a repeating discount reduces it while it runs, and Stripe does not see it', () => {
    const running = discount({ percentOff: 25, duration: 'repeating', endsAt: new Date('2026-07-01') });
    expect(mrrOfSubscription(subscription({ discounts: [running] }), now)).toEqual({
      grossMinor: 4_900,
      discountMinor: 1_225,
      netMinor: 3_675,
      stripeCompatibleMinor: 4_900,
    });
  });
  test('a repeating discount that has ended no longer counts', () =>
    expect(
      net({ discounts: [discount({ percentOff: 25, duration: 'repeating', endsAt: new Date('2026-06-01') })] }),
    ).toBe(4_900));
  test('a one-time discount never moves MRR', () =>
    expect(net({ discounts: [discount({ percentOff: 50, duration: 'once' })] })).toBe(4_900));
  test('a full discount leaves zero, not less', () =>
    expect(net({ discounts: [discount({ amountOffMinor: 9_999 })] })).toBe(0));
  test('a fixed discount on a yearly plan is spread over the year', () =>
    expect(
      net({
        items: [item({ unitAmountMinor: 60_000, interval: 'year' })],
        discounts: [discount({ amountOffMinor: 12_000 })],
      }),
    ).toBe(4_000));
});

describe('to the penny', () => {
  test('a half penny goes to the even one, though no float holds it', () => {
    const off = (percentOff: number) => ({ discounts: [discount({ percentOff })] });
    expect(net({ items: [item({ unitAmountMinor: 415 })], ...off(70) })).toBe(124);
    expect(net({ items: [item({ unitAmountMinor: 345 })], ...off(30) })).toBe(242);
    expect(net({ items: [item({ unitAmountMinor: 310 })], ...off(85) })).toBe(46);
  });

  test('any price less any percentage is the exact twelfth or whole, rounded once', () => {
    const months = { month: 1, year: 12 } as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.constantFrom('month', 'year'),
        (unitAmountMinor, basisPoints, interval) => {
          const items = [item({ unitAmountMinor, interval })];
          const found = net({ items, discounts: [discount({ percentOff: basisPoints / 100 })] });
          expect(found).toBe(halfEven(unitAmountMinor * (10_000 - basisPoints), 10_000 * months[interval]));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

function halfEven(numerator: number, denominator: number): number {
  const down = Math.floor(numerator / denominator);
  const twice = 2 * (numerator % denominator);
  return twice > denominator || (twice === denominator && down % 2 === 1) ? down + 1 : down;
}
