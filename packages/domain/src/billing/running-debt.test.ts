import { expect, test } from 'vitest';
import type { SubscriptionStatus } from './mirror.ts';
import { pastDueSinceOf } from './running-debt.ts';

const day = (text: string) => new Date(`${text}T10:00:00Z`);
const told = (at: string, status: SubscriptionStatus) => ({
  effectiveAt: day(at),
  recordedAt: day(at),
  status,
  cancelScheduled: false,
  periodStart: null,
  sourceEventId: `evt_${at}_${status}`,
});
const owing = { asOf: day('2026-06-20'), owedSince: day('2026-06-01') };

test('a debt runs from the first failure on, however often it is told again', () => {
  const states = [told('2026-06-05', 'past_due'), told('2026-05-01', 'active'), told('2026-06-12', 'past_due')];
  expect(pastDueSinceOf(states, owing)).toEqual(day('2026-06-05'));
});

test('a debt that was settled is not part of the next', () => {
  const states = [told('2026-03-01', 'past_due'), told('2026-03-02', 'active'), told('2026-06-05', 'past_due')];
  expect(pastDueSinceOf(states, owing)).toEqual(day('2026-06-05'));
});

test('one that failed in the second in which it began to run has owed since then', () =>
  expect(pastDueSinceOf([told('2026-06-05', 'past_due'), told('2026-06-05', 'active')], owing)).toEqual(
    day('2026-06-05'),
  ));

test('nobody told of it: what is owed says since when, or else the mirror', () => {
  expect(pastDueSinceOf([told('2026-05-01', 'active')], owing)).toEqual(day('2026-06-01'));
  expect(pastDueSinceOf([], { ...owing, owedSince: null })).toEqual(day('2026-06-20'));
});
