import { describe, expect, test } from 'vitest';
import { snoozeTimes } from './snooze-times.ts';

const on = (day: string) => new Date(`${day}T15:30:00`);
const next = (day: string) => snoozeTimes(on(day)).find(({ label }) => label === 'Next Monday')?.at;

describe('times to snooze until', () => {
  test('are all in the future and at nine in the morning', () => {
    for (const { at } of snoozeTimes(on('2026-06-10'))) {
      expect(at.getTime()).toBeGreaterThan(on('2026-06-10').getTime());
      expect(at.getHours()).toBe(9);
    }
  });

  test('next Monday is a week away on a Monday, and tomorrow on a Sunday', () => {
    expect(next('2026-06-08')).toEqual(new Date('2026-06-15T09:00:00'));
    expect(next('2026-06-14')).toEqual(new Date('2026-06-15T09:00:00'));
    expect(next('2026-06-10')).toEqual(new Date('2026-06-15T09:00:00'));
  });
});
