import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '@wedsync/domain/platform/statistics';
import { backtestPurchases } from './backtest.ts';
import {
  bgNbdLogLik,
  chanceAlive,
  expectedFuturePurchases,
  expectedPurchases,
  fitBgNbd,
  type BgNbdParams,
} from './bg-nbd.ts';
import { discountedPurchases } from './customer-value.ts';
import { expectedValue, fitGammaGamma } from './gamma-gamma.ts';
import { rfmSummary } from './rfm.ts';

/** Fader, Hardie & Lee (2005), CDNOW: the published estimates. */
const cdnow: BgNbdParams = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

describe('RFM from a log', () => {
  const buy = (day: string, value: number, customerId = 'c') => ({ customerId, day, value });
  test('one day is one purchase, the first counts neither in x nor in m, later days do not leak in', () =>
    expect(
      rfmSummary([buy('2026-01-01', 100), buy('2026-01-15', 20), buy('2026-01-15', 10), buy('2026-03-01', 999)], {
        asOf: '2026-01-29',
      }),
    ).toEqual([{ id: 'c', x: 1, tx: 2, T: 4, m: 30 }]));
  test('refunds are netted within the day, and a day of nothing but refunds is no purchase', () =>
    expect(
      rfmSummary([buy('2026-01-01', 100), buy('2026-01-08', 50), buy('2026-01-08', -20), buy('2026-01-22', -30)], {
        asOf: '2026-01-29',
      }),
    ).toEqual([{ id: 'c', x: 1, tx: 1, T: 4, m: 30 }]));
  test('who bought once has x = 0 and no mean', () =>
    expect(rfmSummary([buy('2026-01-01', 100)], { asOf: '2026-01-08' })).toEqual([
      { id: 'c', x: 0, tx: 0, T: 1, m: 0 },
    ]));
});

describe('BG/NBD', () => {
  // The paper's Excel companion (brucehardie.com/notes/004): E[X(t)] and E[Y(39)] at the published estimates.
  test.each([
    [1, 0.0532],
    [32, 1.0437],
    [78, 1.8576],
  ])('a new customer buys again within %d weeks %d times', (t, expected) =>
    expect(Math.abs(expectedPurchases(cdnow, t) - expected)).toBeLessThan(0.004),
  );
  test('the customer (2, 30.43, 38.86) is expected to buy 1.226 times in 39 weeks', () =>
    expect(expectedFuturePurchases(cdnow, { x: 2, tx: 30.43, T: 38.86 }, 39)).toBeCloseTo(1.226, 3));
  test('a customer without a repeat is alive for the model, and openly so', () =>
    expect(chanceAlive(cdnow, { x: 0, tx: 0, T: 500 })).toBe(1));
  test('purchases expected of a customer never fall with the horizon, and discounting makes them fewer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 80, noNaN: true }),
        (x, share, T) => {
          const history = { id: 'c', x, tx: x === 0 ? 0 : share * T, T, m: 10 };
          const ten = expectedFuturePurchases(cdnow, history, 10);
          expect(ten).toBeGreaterThanOrEqual(0);
          expect(expectedFuturePurchases(cdnow, history, 20)).toBeGreaterThanOrEqual(ten - 1e-9);
          const horizon = { months: 4, unitsPerMonth: 5, monthlyDiscount: 0.01 };
          expect(discountedPurchases(cdnow, history, horizon)).toBeLessThanOrEqual(
            expectedFuturePurchases(cdnow, history, 20) + 1e-9,
          );
        },
      ),
    );
  });

  const invented = inventCustomers(cdnow, 3_000, 39, 11);
  test('a fit finds the parameters that made the customers, within three standard errors, from every start', () => {
    const fit = fitBgNbd(invented);
    expect(fit.converged).toBe(true);
    expect(fit.startsSpread).toBeLessThan(1e-4);
    for (const name of ['r', 'alpha', 'a', 'b'] as const)
      expect(Math.abs(fit.params[name] - cdnow[name])).toBeLessThan(3 * (fit.standardErrors?.[name] ?? 0));
    expect(fit.logLik).toBeGreaterThan(bgNbdLogLik(cdnow, invented));
  });
  test('a backtest forecasts purchases of the same process within a tenth', () => {
    const { relativeError } = backtestPurchases(inventPurchases(cdnow, 2_000, 5), {
      calibrationEnd: '2026-10-01',
      holdoutEnd: '2027-07-01',
    });
    expect(Math.abs(relativeError ?? 1)).toBeLessThan(0.1);
  });
});

describe('Gamma-Gamma', () => {
  // brucehardie.com/notes/025, table of the first customers.
  test.each([
    [2, 22.35, 24.65],
    [1, 11.77, 18.91],
    [0, 0, 35.17],
    [7, 73.74, 71.46],
  ])('%d purchases of %d make us expect %d', (x, m, expected) =>
    expect(Math.abs((expectedValue({ p: 6.25, q: 3.74, v: 15.44 }, { x, m }) ?? 0) - expected)).toBeLessThan(0.06),
  );
  test('without a finite mean a customer who never repeated has no value', () =>
    expect(expectedValue({ p: 6, q: 0.9, v: 15 }, { x: 0, m: 0 })).toBeNull());
  test('a fit finds the parameters that made the spending, and sees that frequency does not go with value', () => {
    const truth = { p: 6.25, q: 3.74, v: 15.44 };
    const fit = fitGammaGamma(inventSpending(truth, 4_000, 3));
    expect(fit.independent).toBe(true);
    for (const name of ['p', 'q', 'v'] as const)
      expect(Math.abs(fit.params[name] - truth[name])).toBeLessThan(3 * (fit.standardErrors?.[name] ?? 0));
  });
  test('customers who spend more the more they buy are not independent', () =>
    expect(
      fitGammaGamma(Array.from({ length: 200 }, (_, i) => ({ x: 1 + (i % 10), m: 5 * (1 + (i % 10)) + (i % 3) })))
        .independent,
    ).toBe(false));
});

/** Gamma variates by Marsaglia and Tsang (2000). */
function gammaVariate(shape: number, random: () => number): number {
  if (shape < 1) return gammaVariate(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Times of the repeat purchases of one customer until `until`, as BG/NBD says they come about. */
function repeatTimes({ r, alpha, a, b }: BgNbdParams, until: number, random: () => number): number[] {
  const rate = gammaVariate(r, random) / alpha;
  const one = gammaVariate(a, random);
  const drop = one / (one + gammaVariate(b, random));
  const times: number[] = [];
  for (let t = 0; ;) {
    t += -Math.log(1 - random()) / rate;
    if (t > until) return times;
    times.push(t);
    if (random() < drop) return times;
  }
}

function inventCustomers(params: BgNbdParams, n: number, T: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => {
    const times = repeatTimes(params, T, random);
    return { x: times.length, tx: times.at(-1) ?? 0, T };
  });
}

function inventPurchases(params: BgNbdParams, n: number, seed: number) {
  const random = seededRandom(seed);
  const start = Date.UTC(2026, 0, 1);
  return Array.from({ length: n }, (_, id) =>
    [0, ...repeatTimes(params, 78, random)].map((week) => ({
      customerId: `c${id}`,
      day: new Date(start + week * 7 * 86_400_000).toISOString().slice(0, 10),
      value: 10,
    })),
  ).flat();
}

function inventSpending({ p, q, v }: { p: number; q: number; v: number }, n: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => {
    const x = 1 + Math.floor(random() * 6);
    const nu = gammaVariate(q, random) / v;
    return { x, m: gammaVariate(p * x, random) / (nu * x) };
  });
}
