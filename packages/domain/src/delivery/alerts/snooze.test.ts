import { expect, test } from 'vitest';
import { snoozedUntil } from './snooze.ts';

test('tomorrow is nine in the morning where reports are made, also across the change of the clocks', () => {
  expect(snoozedUntil('tomorrow', new Date('2026-03-28T22:00:00Z')).toISOString()).toBe('2026-03-29T08:00:00.000Z');
});

test('shortly before midnight in UTC, tomorrow is already the day after in summer', () => {
  expect(snoozedUntil('tomorrow', new Date('2026-06-10T23:30:00Z')).toISOString()).toBe('2026-06-12T08:00:00.000Z');
});
