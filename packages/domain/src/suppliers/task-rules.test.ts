import { describe, expect, test } from 'vitest';
import { snoozeRefusal, taskAge, taskMoveRefusal } from './task-rules.ts';

const now = new Date('2026-06-10T09:00:00Z');

describe('moving a task', () => {
  test.each(['done', 'cancelled'] as const)('one that is %s can only be reopened', (status) => {
    expect(taskMoveRefusal(status, 'reopen')).toBeNull();
    for (const move of ['complete', 'cancel', 'snooze', 'assign'] as const)
      expect(taskMoveRefusal(status, move)).toEqual(expect.any(String));
  });

  test('an open one cannot be reopened', () => {
    expect(taskMoveRefusal('open', 'reopen')).toBe('This task is open.');
  });

  test('it sleeps until later than now and for half a year at most', () => {
    expect(snoozeRefusal(now, now)).toMatch(/future/);
    expect(snoozeRefusal(new Date('2026-06-10T09:00:01Z'), now)).toBeNull();
    expect(snoozeRefusal(new Date('2027-06-10T09:00:00Z'), now)).toMatch(/180 days/);
  });
});

describe('the age of a task', () => {
  test('is late from the day after its due day', () => {
    expect(taskAge({ createdOn: '2026-06-01', dueOn: '2026-06-10' }, '2026-06-10')).toEqual({
      ageDays: 9,
      overdueDays: 0,
    });
    expect(taskAge({ createdOn: '2026-06-01', dueOn: '2026-06-10' }, '2026-06-12').overdueDays).toBe(2);
  });

  test('without a due day is never late', () => {
    expect(taskAge({ createdOn: '2026-06-01', dueOn: null }, '2027-06-12').overdueDays).toBe(0);
  });
});
