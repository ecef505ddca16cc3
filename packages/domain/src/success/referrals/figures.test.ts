import { describe, expect, test } from 'vitest';
import { cycleTime, viralFigures, type ReferralCounts } from './figures.ts';

const counts = (over: Partial<ReferralCounts>): ReferralCounts => ({
  customers: 200,
  senders: 50,
  invites: 120,
  accepted: 45,
  paid: 30,
  paidSquares: 30,
  ...over,
});

describe('K', () => {
  test('is invites per customer times paying invitees per invite, over all customers', () => {
    // By hand: i = 120 / 200, c = 30 / 120, K = 0.15; senders 30 / 50; 1 / (1 - 0.15).
    const { invitesPerCustomer, conversion, k, kSenders, amplification } = viralFigures(counts({}));
    expect([invitesPerCustomer, conversion, k?.value, kSenders]).toEqual([0.6, 0.25, 0.15, 0.6]);
    expect(amplification?.value).toBeCloseTo(1.176471, 6);
  });

  test('has the score interval of a count', () => {
    // By hand: z² = 3.841459; (30 + 1.920729 ± 1.959964 * sqrt(30 + 0.960365)) / 200.
    const { k, amplification } = viralFigures(counts({}));
    expect([k?.low, k?.high].map((end) => end?.toFixed(6))).toEqual(['0.105075', '0.214132']);
    expect([amplification?.low, amplification?.high].map((end) => end?.toFixed(5))).toEqual(['1.11741', '1.27248']);
  });

  test('is less certain when a few bring many', () => {
    // By hand: two of 100 brought ten each: variance (200 - 4) / 99 = 1.979798, mean 0.2, so f = 9.89899.
    const { k } = viralFigures(counts({ customers: 100, paid: 20, paidSquares: 200 }));
    expect([k?.value, k?.low.toFixed(4), k?.high.toFixed(4)]).toEqual([0.2, '0.0552', '0.7251']);
  });

  test('of nobody brought is 0 and at most 3.84 by the number of customers', () => {
    const { k } = viralFigures(counts({ customers: 100, paid: 0, paidSquares: 0 }));
    expect([k?.value, k?.low, k?.high.toFixed(6)]).toEqual([0, 0, '0.038415']);
  });

  test.each([
    ['customers', { customers: 29 }],
    ['invites', { invites: 9 }],
  ])('is not said of too few %s', (_what, over) =>
    expect(viralFigures(counts(over))).toMatchObject({ k: null, kSenders: null, amplification: null }),
  );

  test('from 1 on has no amplification, for it does not end', () =>
    expect(viralFigures(counts({ paid: 200, paidSquares: 200 })).amplification).toBeNull());

  test('that may be 1 leaves amplification without an upper end', () =>
    expect(viralFigures(counts({ customers: 40, paid: 35, paidSquares: 35 })).amplification?.high).toBeNull());

  test('without customers or invites has no parts', () =>
    expect(viralFigures(counts({ customers: 0, senders: 0, invites: 0, paid: 0, paidSquares: 0 }))).toEqual({
      invitesPerCustomer: null,
      conversion: null,
      k: null,
      kSenders: null,
      amplification: null,
    }));
});

describe('cycle time', () => {
  test('is the median, between the fourth and the thirteenth of sixteen', () => {
    // By hand: half a width of 1.959964 * 4 / 2 = 3.92 places around the middle.
    const days = [30, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 32];
    expect(cycleTime(days)).toEqual({ cycles: 16, days: { value: 17, low: 8, high: 26 } });
  });
  test('of nine is not said', () => expect(cycleTime([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({ cycles: 9, days: null }));
});
