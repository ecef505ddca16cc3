import { expect, test } from 'vitest';
import { standingOf, type StandingSubscription } from './standing.ts';

const rates = (currency: string) => ({ GBP: 1, EUR: 0.86 })[currency];
const subscription = (over: Partial<StandingSubscription> = {}): StandingSubscription => ({
  status: 'active',
  collectionPaused: false,
  planCode: 'starter',
  netMinor: 1_900,
  currency: 'GBP',
  rateDay: '2026-01-01',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  ...over,
});

test('a paying supplier is active on its plan', () =>
  expect(standingOf([subscription()], rates)).toEqual({
    lifecycle: 'active',
    planCode: 'starter',
    mrrMinor: 1_900,
    withoutRate: [],
  }));

test('currencies are added in the reporting currency only', () =>
  expect(standingOf([subscription(), subscription({ currency: 'EUR', netMinor: 1_000 })], rates).mrrMinor).toBe(2_760));

test('a currency without a rate is named and left out', () => {
  const standing = standingOf([subscription(), subscription({ currency: 'JPY', netMinor: 5_000 })], rates);
  expect([standing.mrrMinor, standing.withoutRate]).toEqual([1_900, ['JPY']]);
});

test('one debt outweighs another subscription that is paid', () =>
  expect(standingOf([subscription(), subscription({ status: 'past_due' })], rates).lifecycle).toBe('past_due'));

test('paused collection is a pause, whatever the status says', () =>
  expect(standingOf([subscription({ collectionPaused: true, netMinor: 0 })], rates).lifecycle).toBe('paused'));

test('an ended subscription beside a running one is past', () =>
  expect(standingOf([subscription({ status: 'canceled', netMinor: 0 }), subscription()], rates).lifecycle).toBe(
    'active',
  ));

test('who has only ended subscriptions is cancelled and on no plan', () =>
  expect(standingOf([subscription({ status: 'canceled', netMinor: 0 })], rates)).toMatchObject({
    lifecycle: 'cancelled',
    planCode: null,
  }));

test('the plan is that of the subscription that brings most', () =>
  expect(standingOf([subscription(), subscription({ planCode: 'scale', netMinor: 7_900 })], rates).planCode).toBe(
    'scale',
  ));
