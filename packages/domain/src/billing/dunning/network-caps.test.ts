import { DAY_MS, HOUR_MS, plusMs } from '@wedsync/domain/platform';
import { expect, test } from 'vitest';
import { capStanding } from './network-caps.ts';

const now = new Date('2026-06-10T09:00:00Z');
const failures = (count: number, hoursAgo: number) =>
  Array.from({ length: count }, () => plusMs(now, -hoursAgo * HOUR_MS));

test('Visa allows twenty reattempts in thirty days', () => {
  expect(capStanding('visa', failures(19, 48), now)).toMatchObject({ left: 1, days: 30 });
  expect(capStanding('visa', failures(20, 48), now)).toMatchObject({ left: 0 });
});

test('an attempt thirty days old counts no more', () => {
  expect(capStanding('visa', [plusMs(now, -30 * DAY_MS)], now)).toMatchObject({ used: 0 });
});

test('Mastercard allows ten in a day even when the month has room', () => {
  expect(capStanding('mastercard', failures(10, 3), now)).toMatchObject({ left: 0, days: 1 });
  expect(capStanding('mastercard', failures(10, 30), now)).toMatchObject({ left: 10, days: 1 });
});

test('a network that publishes no cap gets the strictest of both', () => {
  expect(capStanding('amex', failures(20, 48), now)).toMatchObject({ left: 0, days: 30 });
  expect(capStanding(null, failures(10, 2), now)).toMatchObject({ left: 0, days: 1 });
});
