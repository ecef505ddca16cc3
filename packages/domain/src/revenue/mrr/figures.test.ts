import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MrrSubscription } from '@wedsync/domain/billing';
import { mrrMonths } from './account-months.ts';
import { cohortGrid } from './cohort-grid.ts';
import { logoChurn, logoStateAt } from './logos.ts';
import { mrrPeriod, type CountedMovement } from './periods.ts';
import { closingOf, mrrRates } from './rates.ts';
import { revenueRetention } from './retention.ts';
import { trialConversion } from './trials.ts';
import { changesOfVersions, type SubscriptionVersion } from './versions.ts';

const lines = { opening: 100, new: 0, reactivation: 0, expansion: 10, contraction: 10, churn: 10 };

describe('rates', () => {
  // ChartMogul's worked example: $100 at the start, -10 churn, -10 contraction, +10 expansion.
  test('gross churn of the published example is 20 %, net 10 %', () =>
    expect(mrrRates(lines)).toMatchObject({ grossMrrChurn: 0.2, netMrrChurn: 0.1 }));
  test('the quick ratio is told with and without reactivation', () =>
    expect(mrrRates({ ...lines, new: 40, reactivation: 10 })).toMatchObject({
      quickRatio: 3,
      quickRatioWithoutReactivation: 2.5,
    }));
  test('a rate of nothing is unknown', () =>
    expect(mrrRates({ opening: 0, new: 5, reactivation: 0, expansion: 0, contraction: 0, churn: 0 })).toEqual({
      grossMrrChurn: null,
      netMrrChurn: null,
      quickRatio: null,
      quickRatioWithoutReactivation: null,
    }));
  test('a base that grows by itself has a net churn below zero', () =>
    expect(mrrRates({ ...lines, expansion: 30 }).netMrrChurn).toBe(-0.1));
});

describe('a period', () => {
  const movement = (type: CountedMovement['type'], amountMinor: number, reason: CountedMovement['reason'] = null) => ({
    type,
    amountMinor,
    reason,
  });

  test('closes at what it opened with and everything that moved, to the penny', () => {
    const movements = fc.array(
      fc.oneof(
        fc.record({
          type: fc.constantFrom('new' as const, 'expansion' as const, 'reactivation' as const),
          amountMinor: fc.nat(1e9),
          reason: fc.constant(null),
        }),
        fc.record({
          type: fc.constantFrom('churn' as const, 'contraction' as const),
          amountMinor: fc.nat(1e9).map((x) => -x),
          reason: fc.constantFrom('pause' as const, null),
        }),
        fc.record({
          type: fc.constant('fx_impact' as const),
          amountMinor: fc.integer({ min: -1e6, max: 1e6 }),
          reason: fc.constant(null),
        }),
      ),
    );
    fc.assert(
      fc.property(fc.nat(1e9), movements, (opening, all) => {
        const period = mrrPeriod(opening, all);
        expect(period.closing).toBe(all.reduce((sum, { amountMinor }) => sum + amountMinor, opening));
        expect(period.closing).toBe(closingOf(period));
        expect(period.pausedChurn).toBeLessThanOrEqual(period.churn);
      }),
    );
  });
  test('tells churn without season pauses, and the involuntary part', () =>
    expect(
      mrrPeriod(1_000, [
        movement('churn', -100, 'pause'),
        movement('churn', -50, 'cancel_involuntary'),
        movement('churn', -40, 'dispute'),
        movement('churn', -10),
      ]),
    ).toMatchObject({ grossMrrChurn: 0.2, grossMrrChurnExPause: 0.1, involuntaryShare: 90 / 200 }));
});

describe('retention of revenue', () => {
  test('net counts growth of who was there, gross never above what they paid, newcomers neither', () =>
    expect(
      revenueRetention([
        { startMinor: 100, endMinor: 150 },
        { startMinor: 100, endMinor: 40 },
        { startMinor: 100, endMinor: 0 },
        { startMinor: 0, endMinor: 999 },
      ]),
    ).toEqual({ accounts: 3, startMinor: 300, endMinor: 190, nrr: 190 / 300, grr: 140 / 300, logoChurn: 1 / 3 }));
  test('gross is between 0 and 1 and never above net', () => {
    const accounts = fc.array(fc.record({ startMinor: fc.nat(1e6), endMinor: fc.nat(1e6) }));
    fc.assert(
      fc.property(accounts, (all) => {
        const { nrr, grr } = revenueRetention(all);
        if (nrr === null || grr === null) return;
        expect(grr).toBeGreaterThanOrEqual(0);
        expect(grr).toBeLessThanOrEqual(Math.min(1, nrr));
      }),
    );
  });
});

describe('logos', () => {
  const paused = [
    { type: 'new' as const, reason: null, effectiveAt: new Date('2026-01-01') },
    { type: 'churn' as const, reason: 'pause' as const, effectiveAt: new Date('2026-10-01') },
  ];
  test.each([
    ['2025-12-31', 'prospect'],
    ['2026-05-01', 'active'],
    ['2027-04-01', 'paused'],
    ['2027-04-02', 'churned'],
  ])('a supplier that pauses in October is on %s %s', (at, state) =>
    expect(logoStateAt(paused, new Date(at))).toBe(state),
  );
  test('an exchange effect changes no state', () =>
    expect(
      logoStateAt(
        [...paused, { type: 'fx_impact', reason: null, effectiveAt: new Date('2026-10-02') }],
        new Date('2026-11-01'),
      ),
    ).toBe('paused'));
  test('resting suppliers are kept in the one rate and lost in the other, newcomers are in neither', () =>
    expect(
      logoChurn([
        { start: 'active', end: 'active' },
        { start: 'active', end: 'paused' },
        { start: 'active', end: 'churned' },
        { start: 'paused', end: 'churned' },
        { start: 'prospect', end: 'active' },
      ]),
    ).toEqual({ atStart: 4, lost: 2, logoChurn: 0.5, logoChurnWithPauses: 2 / 3 }));
});

describe('months and cohorts', () => {
  const accounts = [
    [100, 120, 0, 80],
    [50, 50, 50, 50],
    [0, 0, 30, 0],
  ];
  test('consecutive month ends are judged by the same rules: who returns is not new', () =>
    expect(
      mrrMonths(accounts, 0, 3).map(({ opening, new: fresh, expansion, churn, reactivation, closing, customers }) => [
        opening,
        fresh,
        expansion,
        churn,
        reactivation,
        closing,
        customers,
      ]),
    ).toEqual([
      [0, 150, 0, 0, 0, 150, 2],
      [150, 0, 20, 0, 0, 170, 2],
      [170, 30, 0, 120, 0, 80, 2],
      [80, 0, 0, 30, 80, 130, 2],
    ]));
  test('cohorts follow who first paid in a month as far as there are months', () =>
    expect(cohortGrid(accounts, 4)).toEqual([
      { start: 0, accounts: 2, startMinor: 150, logos: [1, 1, 0.5, 1], revenue: [1, 170 / 150, 50 / 150, 130 / 150] },
      { start: 2, accounts: 1, startMinor: 30, logos: [1, 0], revenue: [1, 0] },
    ]));
});

describe('trials', () => {
  const window = { start: new Date('2026-01-01'), end: new Date('2026-02-01'), asOf: new Date('2026-03-01') };
  test('convert by a paid invoice, are counted when they end, and a future payment does not count yet', () =>
    expect(
      trialConversion(
        [
          { endedAt: new Date('2026-01-10'), firstPaidInvoiceAt: new Date('2026-01-10') },
          { endedAt: new Date('2026-01-20'), firstPaidInvoiceAt: null },
          { endedAt: new Date('2026-01-25'), firstPaidInvoiceAt: new Date('2026-04-01') },
          { endedAt: new Date('2026-02-01'), firstPaidInvoiceAt: new Date('2026-02-01') },
        ],
        window,
      ),
    ).toEqual({ ended: 3, converted: 1, rate: 1 / 3 }));
  test('without ended trials there is no rate', () => expect(trialConversion([], window).rate).toBeNull());
});

describe('versions of a subscription', () => {
  const subscription: MrrSubscription = {
    status: 'active',
    collectionPaused: false,
    everPaid: true,
    pastDueSince: null,
    items: [
      {
        unitAmountMinor: 4_900,
        quantity: 1,
        interval: 'month',
        intervalCount: 1,
        usageType: 'licensed',
        discounts: [],
      },
    ],
    discounts: [
      { percentOff: 50, amountOffMinor: null, duration: 'repeating', endsAt: new Date('2026-04-01T09:00:00Z') },
    ],
  };
  const version = (at: string, over: Partial<SubscriptionVersion> = {}): SubscriptionVersion => ({
    subscriptionId: 'sub_1',
    effectiveAt: new Date(at),
    recordedAt: new Date(at),
    subscription,
    currency: 'GBP',
    planCode: 'professional',
    quantity: 1,
    servicePeriodStart: new Date(at),
    cancelScheduled: false,
    reason: null,
    actor: 'customer',
    sourceEventId: at,
    ...over,
  });
  const asOf = new Date('2026-12-01');

  test('a discount that runs out between two versions is a change of its own, made by time', () =>
    expect(
      changesOfVersions([version('2026-01-01T09:00:00Z')], asOf).map(({ effectiveAt, netMrrMinor, actor }) => [
        effectiveAt.toISOString().slice(0, 10),
        netMrrMinor,
        actor,
      ]),
    ).toEqual([
      ['2026-01-01', 2_450, 'customer'],
      ['2026-04-01', 4_900, 'system'],
    ]));
  test('a discount replaced before it runs out does not run out', () =>
    expect(
      changesOfVersions(
        [
          version('2026-01-01T09:00:00Z'),
          version('2026-03-01T09:00:00Z', { subscription: { ...subscription, discounts: [] } }),
        ],
        asOf,
      ),
    ).toHaveLength(2));
  test('a scheduled cancellation leaves nothing committed', () =>
    expect(changesOfVersions([version('2026-05-01T09:00:00Z', { cancelScheduled: true })], asOf)[0]).toMatchObject({
      netMrrMinor: 4_900,
      committedMrrMinor: 0,
    }));
});
