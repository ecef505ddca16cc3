import { describe, expect, test } from 'vitest';
import { bookingDay } from './journal.ts';

describe('the day of booking', () => {
  test('is the day in the reporting zone', () =>
    expect(bookingDay(new Date('2026-06-30T23:30:00Z'), null).bookedOn).toBe('2026-07-01'));
  test('moves out of a closed period to the next open day, and says why', () => {
    const { bookedOn, note: why } = bookingDay(new Date('2026-02-10T12:00:00Z'), '2026-02-28');
    expect(bookedOn).toBe('2026-03-01');
    expect(why).toContain('2026-02-10');
  });
});
