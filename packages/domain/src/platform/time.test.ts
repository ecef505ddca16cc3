import { expect, test } from 'vitest';
import { calendarDate, dayBounds, daysBetween, timeZoneSchema } from './time.ts';

test('the day the clocks go forward has 23 hours, the day they go back 25', () => {
  const hours = (date: string) => {
    const { start, end } = dayBounds(date, 'Europe/London');
    return (end.getTime() - start.getTime()) / 3_600_000;
  };
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-06-01')]).toEqual([23, 25, 24]);
});

test('an instant falls on different days in London and Sydney', () => {
  const instant = new Date('2026-01-31T20:00:00Z');
  expect([calendarDate(instant, 'Europe/London'), calendarDate(instant, 'Australia/Sydney')]).toEqual([
    '2026-01-31',
    '2026-02-01',
  ]);
});

test('a leap day counts', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
});

test('a made-up time zone is refused', () => {
  expect(timeZoneSchema.safeParse('Europe/Atlantis').success).toBe(false);
});
