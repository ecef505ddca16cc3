import { describe, expect, test } from 'vitest';
import { movementsOf, sameCurrency } from '../mrr/index.ts';
import { mrrChangesOf, nextChangeOf, type HistoryBook, type KnownState, type SubscriptionHistory } from './history.ts';
import { withCustomerDiscounts } from './customer-discounts.ts';
import { withPresent } from './present-state.ts';

const day = (text: string) => new Date(`${text}T10:00:00Z`);
const asOf = day('2026-11-01');
const book: HistoryBook = {
  discount: (id) =>
    id === 'di_spring'
      ? { percentOff: 50, amountOffMinor: null, duration: 'repeating', endsAt: day('2026-05-01') }
      : undefined,
  planCode: (productId) => productId,
};
const state = (at: string, over: Partial<KnownState> = {}): KnownState => ({
  subscriptionId: 'sub_1',
  sourceEventId: `evt_${at}_${over.status ?? 'active'}`,
  effectiveAt: day(at),
  recordedAt: day(at),
  status: 'active',
  currency: 'GBP',
  collectionPaused: false,
  cancelScheduled: false,
  endedAt: null,
  cancellationReason: null,
  periodStart: day(at),
  discountIds: [],
  items: [
    {
      productId: 'starter',
      unitAmountMinor: 2_000,
      quantity: 1,
      interval: 'month',
      intervalCount: 1,
      usageType: 'licensed',
      discountIds: [],
    },
  ],
  ...over,
});
const history = (states: readonly KnownState[], over: Partial<SubscriptionHistory> = {}): SubscriptionHistory => ({
  subscriptionId: 'sub_1',
  firstPaid: { at: day('2026-02-01'), invoiceId: 'in_1', recordedAt: day('2026-02-01') },
  states,
  acts: [],
  ...over,
});
const moved = (told: SubscriptionHistory) =>
  movementsOf(mrrChangesOf(told, book, asOf), { fx: sameCurrency('GBP'), asOf }).map(
    ({ type, amountMinor, reason, actor, effectiveAt }) =>
      [type, amountMinor, reason, actor, effectiveAt.toISOString().slice(0, 10)] as const,
  );

test('MRR begins when the first invoice is paid, not when the subscription does', () =>
  expect(moved(history([state('2026-01-01', { status: 'trialing' }), state('2026-01-20')]))).toEqual([
    ['new', 2_000, null, 'customer', '2026-02-01'],
  ]));

test('a discount that runs out is an expansion on its day, though nobody tells of it', () =>
  expect(moved(history([state('2026-01-01', { discountIds: ['di_spring'] })]))).toEqual([
    ['new', 1_000, null, 'customer', '2026-02-01'],
    ['expansion', 1_000, 'discount_expired', 'system', '2026-05-01'],
  ]));

test('a debt of thirty days is an involuntary loss, counted from its first day', () =>
  expect(
    moved(
      history([
        state('2026-01-01'),
        state('2026-03-01', { status: 'past_due' }),
        state('2026-03-20', { status: 'past_due' }),
      ]),
    ),
  ).toEqual([
    ['new', 2_000, null, 'customer', '2026-02-01'],
    ['churn', -2_000, 'cancel_involuntary', 'system', '2026-03-31'],
  ]));

test('a debt nobody told of is as old as what is owed, and none of before it', () => {
  const owing = { ...state('2026-08-01', { status: 'past_due' }), startedAt: day('2026-01-01') };
  const lost = (states: readonly KnownState[], owedSince: Date | null) =>
    moved(history(withPresent(states, { ...owing, owedSince }))).at(-1)?.[4];
  expect(lost([], day('2026-07-20'))).toBe('2026-08-19');
  expect(lost([state('2026-01-01')], day('2026-07-20'))).toBe('2026-08-19');
  expect(lost([state('2026-07-25')], day('2026-07-20'))).toBe('2026-08-24');
  expect(lost([state('2026-01-01')], null)).toBe('2026-08-31');
});

describe('a discount of the customer', () => {
  const spring = { id: 'di_spring', startsAt: day('2026-03-01'), deletedAt: null };
  const discounted = (told: readonly KnownState[], deletedAt: Date | null = null) =>
    moved(history(withCustomerDiscounts(told, [{ ...spring, deletedAt }]))).map(([type, amount, reason, , at]) => [
      type,
      amount,
      reason,
      at,
    ]);
  const begun = ['new', 2_000, null, '2026-02-01'];
  const given = ['contraction', -1_000, 'discount_added', '2026-03-01'];

  test('reduces a subscription that has none of its own, from its first to its last day', () => {
    expect(discounted([state('2026-01-01')])).toEqual([
      begun,
      given,
      ['expansion', 1_000, 'discount_expired', '2026-05-01'],
    ]);
    expect(discounted([state('2026-01-01')], day('2026-04-01')).slice(1)).toEqual([
      given,
      ['expansion', 1_000, 'discount_expired', '2026-04-01'],
    ]);
  });

  test('gives way to one of the subscription', () =>
    expect(discounted([state('2026-01-01', { discountIds: ['di_none'] })])).toEqual([begun]));
});

test('a discount that ends this very moment has ended', () => {
  const at = day('2026-05-01');
  const changes = mrrChangesOf(history([state('2026-01-01', { discountIds: ['di_spring'] })]), book, at);
  expect(changes.at(-1)).toMatchObject({ effectiveAt: at, netMrrMinor: 2_000 });
});

test('a season pause is a churn by its own name, and coming back a reactivation', () =>
  expect(
    moved(history([state('2026-01-01'), state('2026-06-01', { collectionPaused: true }), state('2026-09-01')])),
  ).toEqual([
    ['new', 2_000, null, 'customer', '2026-02-01'],
    ['churn', -2_000, 'pause', 'customer', '2026-06-01'],
    ['reactivation', 2_000, 'resume', 'customer', '2026-09-01'],
  ]));

test.each([
  ['cancellation_requested', 'cancel_voluntary', 'customer'],
  ['payment_failed', 'cancel_involuntary', 'system'],
  ['payment_disputed', 'dispute', 'system'],
])('an end told as %s is %s', (cancellationReason, reason, actor) =>
  expect(
    moved(history([state('2026-01-01'), state('2026-06-01', { status: 'canceled', cancellationReason })])).at(-1),
  ).toEqual(['churn', -2_000, reason, actor, '2026-06-01']),
);

test('an end weeks after a colleague scheduled it is that colleague’s, unless it was taken back', () => {
  const states = [state('2026-01-01'), state('2026-06-01', { status: 'canceled' })];
  const asked = { at: day('2026-05-02'), staffId: 'stf_1', kind: 'cancel_at_period_end' };
  const kept = { at: day('2026-05-03'), staffId: 'stf_1', kind: 'keep' };
  expect(moved(history(states, { acts: [asked] })).at(-1)?.[3]).toBe('staff:stf_1');
  expect(moved(history(states, { acts: [asked, kept] })).at(-1)?.[3]).toBe('customer');
});

test('committed MRR goes when the end is scheduled, effective MRR when it comes', () => {
  const states = [
    state('2026-01-01'),
    state('2026-05-10', { cancelScheduled: true }),
    state('2026-06-01', { status: 'canceled' }),
  ];
  const changes = mrrChangesOf(history(states), book, asOf);
  const churned = (basis: 'net' | 'committed') =>
    movementsOf(changes, { fx: sameCurrency('GBP'), asOf, basis }).find(({ type }) => type === 'churn')?.effectiveAt;
  expect([churned('committed'), churned('net')]).toEqual([day('2026-05-10'), day('2026-06-01')]);
});

test('of several states told for one second the one furthest in a subscription’s life holds, in whatever order they came', () => {
  const second = [state('2026-01-01', { status: 'active' }), state('2026-01-01', { status: 'incomplete' })];
  expect(moved(history(second))).toEqual(moved(history(second.toReversed())));
  expect(moved(history(second))).toHaveLength(1);
});

test('what the mirror knows and nobody told is counted from then on; what was told stays as it was', () => {
  const told = [state('2026-01-01')];
  const present = {
    ...state('2026-04-01', { status: 'canceled', endedAt: day('2026-04-01') }),
    startedAt: day('2026-01-01'),
    owedSince: null,
  };
  expect(moved(history(withPresent(told, present)))).toEqual([
    ['new', 2_000, null, 'customer', '2026-02-01'],
    ['churn', -2_000, 'cancel_voluntary', 'customer', '2026-04-01'],
  ]);
  expect(
    withPresent(told, {
      ...state('2026-01-01'),
      effectiveAt: day('2026-09-01'),
      startedAt: day('2026-01-01'),
      owedSince: null,
    }),
  ).toBe(told);
});

test('a subscription known only from the mirror has lived from its start to its end', () => {
  const present = {
    ...state('2026-08-01', { status: 'canceled', endedAt: day('2026-08-01') }),
    startedAt: day('2026-01-01'),
    owedSince: null,
  };
  expect(moved(history(withPresent([], present))).map(([type]) => type)).toEqual(['new', 'churn']);
});

test('when time alone will change something next is known beforehand', () => {
  const states = [state('2026-01-01', { discountIds: ['di_spring'] })];
  const changes = mrrChangesOf(history(states), book, day('2026-03-01'));
  expect(nextChangeOf(changes, book, states, day('2026-03-01'))).toEqual(day('2026-05-01'));
  expect(nextChangeOf(changes, book, states, day('2026-06-01'))).toBeNull();
});
