import { describe, expect, test } from 'vitest';
import { nothingLeft, type MrrChange } from './change.ts';
import { fxFromEuroRates, sameCurrency } from './fx.ts';
import { movementsOf, type MovementOptions } from './movements.ts';
import { restate } from './restatement.ts';
import { withinSegment } from './segment.ts';

const asOf = new Date('2027-12-31T00:00:00Z');
const gbp = sameCurrency('GBP');
let serial = 0;

/** A change worth `minor` a month, a new fact each time. */
const change = (at: string, minor: number, over: Partial<MrrChange> = {}): MrrChange => ({
  subscriptionId: 'sub_1',
  effectiveAt: new Date(at),
  recordedAt: new Date(at),
  currency: 'GBP',
  rateDay: at.slice(0, 10),
  grossMrrMinor: minor,
  netMrrMinor: minor,
  stripeCompatibleMinor: minor,
  committedMrrMinor: minor,
  reason: null,
  planCode: 'gold',
  quantity: 1,
  pastDueSince: null,
  actor: 'customer',
  sourceEventId: `evt_${++serial}`,
  ...over,
});
const steps = (history: MrrChange[], options: Partial<MovementOptions> = {}) =>
  movementsOf(history, { fx: gbp, asOf, ...options }).map(({ type, amountMinor }) => [type, amountMinor]);
const reasons = (history: MrrChange[]) => movementsOf(history, { fx: gbp, asOf }).map(({ reason }) => reason);
const sum = (movements: readonly { amountMinor: number }[]) => movements.reduce((total, m) => total + m.amountMinor, 0);

describe('the five movements', () => {
  // ChartMogul, "MRR movements", the lifecycle of one customer.
  const gold = { subscriptionId: 'gold' };
  const silver = { subscriptionId: 'silver', planCode: 'silver' };
  const lifecycle = [
    change('2026-01-01T09:00:00Z', 16_667, gold),
    change('2026-02-01T09:00:00Z', 6_000, silver),
    change('2026-03-15T09:00:00Z', 0, silver),
    change('2027-01-01T09:00:00Z', 0, gold),
    change('2027-03-01T09:00:00Z', 15_000, { subscriptionId: 'gold-2' }),
  ];

  test('a customer that buys, grows, shrinks, leaves and returns moves five times', () =>
    expect(steps(lifecycle)).toEqual([
      ['new', 16_667],
      ['expansion', 6_000],
      ['contraction', -6_000],
      ['churn', -16_667],
      ['reactivation', 15_000],
    ]));
  test('nothing moves after the instant asked about', () =>
    expect(steps(lifecycle, { asOf: new Date('2026-02-15T00:00:00Z') })).toHaveLength(2));
  test('who paid before the history begins comes back, and is not new', () =>
    expect(steps(lifecycle.slice(0, 1), { paidBefore: true })).toEqual([['reactivation', 16_667]]));
  test('a full discount shrinks an account to nothing without losing it', () =>
    expect(
      steps([
        change('2026-01-01T09:00:00Z', 4_900),
        change('2026-02-01T09:00:00Z', 0, { grossMrrMinor: 4_900 }),
        change('2026-03-01T09:00:00Z', 4_900),
      ]),
    ).toEqual([
      ['new', 4_900],
      ['contraction', -4_900],
      ['expansion', 4_900],
    ]));
  test('a scheduled cancellation moves the committed view at once and the headline when it takes effect', () => {
    const history = [
      change('2026-01-01T09:00:00Z', 4_900),
      change('2026-02-10T09:00:00Z', 4_900, { committedMrrMinor: 0 }),
      change('2026-03-01T09:00:00Z', 0),
    ];
    const when = (basis: 'net' | 'committed') =>
      movementsOf(history, { fx: gbp, asOf, basis }).map(({ effectiveAt }) => effectiveAt.toISOString().slice(0, 10));
    expect([when('net'), when('committed')]).toEqual([
      ['2026-01-01', '2026-03-01'],
      ['2026-01-01', '2026-02-10'],
    ]);
  });
});

describe('the activity window', () => {
  test('two subscriptions bought together are one new supplier', () =>
    expect(
      steps([
        change('2026-01-01T09:00:00Z', 1_900),
        change('2026-01-01T09:59:59Z', 4_900, { subscriptionId: 'sub_2' }),
      ]),
    ).toEqual([['new', 6_800]]));
  test('an hour apart they are a new supplier and an expansion', () =>
    expect(
      steps([
        change('2026-01-01T09:00:00Z', 1_900),
        change('2026-01-01T10:00:00Z', 4_900, { subscriptionId: 'sub_2' }),
      ]),
    ).toHaveLength(2));
  test('a loss made good within the hour never happened', () =>
    expect(
      steps([
        change('2026-01-01T09:00:00Z', 1_900),
        change('2026-02-01T09:00:00Z', 0),
        change('2026-02-01T09:30:00Z', 1_900),
      ]),
    ).toEqual([['new', 1_900]]));
  test('a renewal that changes nothing opens no window', () =>
    expect(
      movementsOf(
        [
          change('2026-01-01T09:00:00Z', 1_900),
          change('2026-02-01T09:00:00Z', 1_900),
          change('2026-02-01T09:30:00Z', 4_900),
        ],
        { fx: gbp, asOf },
      )[1]?.effectiveAt,
    ).toEqual(new Date('2026-02-01T09:30:00Z')));
  test('a window ends with the month of the reporting zone', () =>
    expect(
      steps([
        change('2026-06-30T22:45:00Z', 1_900),
        change('2026-06-30T23:15:00Z', 4_900, { subscriptionId: 'sub_2' }),
      ]),
    ).toHaveLength(2));
});

describe('past due', () => {
  const since = new Date('2026-02-01T09:00:00Z');
  const owing = [change('2026-01-01T09:00:00Z', 4_900), change('2026-02-01T09:00:00Z', 4_900, { pastDueSince: since })];

  test('thirty days of owing lose the subscription, involuntarily, on the day', () =>
    expect(movementsOf(owing, { fx: gbp, asOf })[1]).toMatchObject({
      type: 'churn',
      reason: 'cancel_involuntary',
      actor: 'system',
      effectiveAt: new Date('2026-03-03T09:00:00Z'),
    }));
  test('paying in time loses nothing', () =>
    expect(steps([...owing, change('2026-03-03T09:00:00Z', 4_900)])).toEqual([['new', 4_900]]));
  test('paying later brings it back', () =>
    expect(steps([...owing, change('2026-03-20T09:00:00Z', 4_900)])).toEqual([
      ['new', 4_900],
      ['churn', -4_900],
      ['reactivation', 4_900],
    ]));
  test('paying within the hour after merges both away', () =>
    expect(steps([...owing, change('2026-03-03T09:40:00Z', 4_900)])).toEqual([['new', 4_900]]));
  test('an upgrade while lost counts nothing until it pays', () =>
    expect(steps([...owing, change('2026-03-20T09:00:00Z', 7_900, { pastDueSince: since })])).toHaveLength(2));
  test('the days allowed are a setting', () =>
    expect(steps(owing, { asOf: new Date('2026-02-09'), pastDueDays: 7 })).toHaveLength(2));
  test('a debt keeps the window it began under', () => {
    const lapsed = (appliesFrom: string) =>
      steps(owing, { asOf: new Date('2026-02-20'), pastDueWindows: [{ appliesFrom, days: 7 }] }).length === 2;
    expect([lapsed('2026-02-01'), lapsed('2026-03-01')]).toEqual([true, false]);
  });
});

describe('reasons', () => {
  const first = change('2026-01-01T09:00:00Z', 4_900, { planCode: 'professional' });
  test.each([
    ['upgrade', { netMrrMinor: 7_900, grossMrrMinor: 7_900, planCode: 'scale' }],
    ['downgrade', { netMrrMinor: 1_900, grossMrrMinor: 1_900, planCode: 'starter' }],
    ['qty', { netMrrMinor: 9_800, grossMrrMinor: 9_800, quantity: 2 }],
    ['price_change', { netMrrMinor: 5_500, grossMrrMinor: 5_500 }],
    ['discount_added', { netMrrMinor: 3_675 }],
    ['override', { netMrrMinor: 3_675, reason: 'override' as const }],
  ])('%s', (reason, over) =>
    expect(reasons([first, { ...first, ...over, effectiveAt: asOf, sourceEventId: 'next' }])[1]).toBe(reason),
  );
  test('a cancellation nobody explained stays unexplained', () =>
    expect(reasons([first, nothingLeft(first, { effectiveAt: asOf, sourceEventId: 'end' })])).toEqual([null, null]));
  test('the change that did most in a window speaks for it', () =>
    expect(
      movementsOf(
        [
          first,
          change('2026-02-01T09:00:00Z', 1_000, { subscriptionId: 'small', sourceEventId: 'small' }),
          change('2026-02-01T09:10:00Z', 9_000, { subscriptionId: 'large', sourceEventId: 'large' }),
        ],
        { fx: gbp, asOf },
      )[1],
    ).toMatchObject({ sourceEventId: 'large', mergedSourceEventIds: ['small', 'large'] }));
});

describe('exchange rates', () => {
  const fx = fxFromEuroRates(
    [
      { day: '2026-01-02', currency: 'GBP', perEuro: '0.8500' },
      { day: '2026-01-02', currency: 'USD', perEuro: '1.0000' },
      { day: '2026-02-02', currency: 'GBP', perEuro: '0.8500' },
      { day: '2026-02-02', currency: 'USD', perEuro: '1.2500' },
    ],
    'GBP',
  );
  const usd = (at: string, minor: number) => change(at, minor, { currency: 'USD' });

  test('a renewal at another rate is an exchange effect and not growth', () =>
    expect(steps([usd('2026-01-02T09:00:00Z', 10_000), usd('2026-02-02T09:00:00Z', 10_000)], { fx })).toEqual([
      ['new', 8_500],
      ['fx_impact', -1_700],
    ]));
  test('an upgrade at another rate is told apart from it', () =>
    expect(steps([usd('2026-01-02T09:00:00Z', 10_000), usd('2026-02-02T09:00:00Z', 20_000)], { fx })).toEqual([
      ['new', 8_500],
      ['fx_impact', -1_700],
      ['expansion', 6_800],
    ]));
  test('a loss is the loss of what was there, at its own rate', () =>
    expect(steps([usd('2026-01-02T09:00:00Z', 10_000), usd('2026-02-02T09:00:00Z', 0)], { fx })).toEqual([
      ['new', 8_500],
      ['churn', -8_500],
    ]));
  test('a Sunday takes Friday’s rate, and a fortnight without rates is an error that says what to do', () => {
    expect(steps([usd('2026-01-04T09:00:00Z', 10_000)], { fx })).toEqual([['new', 8_500]]);
    expect(() => steps([usd('2026-01-16T09:00:00Z', 10_000)], { fx })).toThrow(/Import the daily rates/);
  });
});

describe('segments and restatement', () => {
  const upgrade = [
    change('2026-01-01T09:00:00Z', 1_900, { planCode: 'starter', sourceEventId: 'a' }),
    change('2026-02-01T09:00:00Z', 4_900, { planCode: 'professional', sourceEventId: 'b' }),
  ];
  test('who changes plan leaves one segment and joins another', () => {
    const of = (plan: string) => steps(withinSegment(upgrade, ({ planCode }) => planCode === plan));
    expect([of('starter'), of('professional')]).toEqual([
      [
        ['new', 1_900],
        ['churn', -1_900],
      ],
      [['new', 4_900]],
    ]);
  });

  const publish = (history: MrrChange[]) =>
    movementsOf(history, { fx: gbp, asOf }).map((movement, index) => ({ ...movement, id: index + 1 }));
  const late = change('2026-01-15T09:00:00Z', 2_400, { planCode: 'starter', recordedAt: asOf, sourceEventId: 'late' });

  test('a late fact adds itself, reverses what it made untrue and leaves the rest alone', () => {
    const published = publish(upgrade);
    const derived = movementsOf([...upgrade, late], { fx: gbp, asOf });
    const { reversed, added } = restate(published, derived);
    expect(reversed).toEqual(published.filter(({ sourceEventId }) => sourceEventId === 'b'));
    expect(
      added.map(({ movement, restatesMovementId }) => [movement.sourceEventId, restatesMovementId !== null]),
    ).toEqual([
      ['late', false],
      ['b', true],
    ]);
    expect(sum(published) - sum(reversed) + sum(added.map(({ movement }) => movement))).toBe(sum(derived));
  });
  test('what was known then can be derived again', () =>
    expect(steps([...upgrade, late], { knownAt: new Date('2026-06-01') })).toEqual(steps(upgrade)));
  test('nothing new restates nothing', () =>
    expect(restate(publish(upgrade), publish(upgrade))).toEqual({ reversed: [], added: [] }));
});
