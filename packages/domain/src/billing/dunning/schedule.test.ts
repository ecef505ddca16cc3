import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import { weddingGuard } from '@wedsync/domain/suppliers';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { classPlans, dunningStages } from './class-plan.ts';
import { declineClasses } from './decline-class.ts';
import { schedule, type ScheduleFacts } from './schedule.ts';

const monday = new Date('2026-06-01T15:30:00Z');
const facts = (over: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  class: 'opaque',
  startsAt: monday,
  supplier: { timeZone: 'Europe/London', weddingDates: [] },
  ...over,
});
const local = (at: Date, zone = 'Europe/London') => DateTime.fromJSDate(at, { zone }).toFormat('ccc yyyy-MM-dd HH:mm');

test('a case goes from notice to cancellation on the days of its class, at ten where the supplier is', () => {
  expect(schedule(facts()).map(({ stage, actsAt }) => `${stage} ${local(actsAt)}`)).toEqual([
    'notice Mon 2026-06-01 16:30',
    'reminder Fri 2026-06-05 10:00',
    'restrict Thu 2026-06-11 10:00',
    'suspend Sun 2026-06-21 10:00',
    'cancel Wed 2026-07-01 10:00',
    'win_back Wed 2026-07-15 10:00',
  ]);
});

test('a stage due on a wedding waits for the next free Monday and says why', () => {
  const [, , restrict] = schedule(facts({ supplier: { timeZone: 'Europe/London', weddingDates: ['2026-06-12'] } }));
  expect(restrict).toMatchObject({ stage: 'restrict', guard: { reason: 'wedding', weddingOn: '2026-06-12' } });
  expect(local(restrict?.actsAt ?? monday)).toBe('Mon 2026-06-15 10:00');
});

test('grace moves what touches access, and no letter', () => {
  const days = (graceDays: number) => schedule(facts({ graceDays })).map(({ dueAt }) => calendarDate(dueAt));
  expect(days(5)).toEqual(['2026-06-01', '2026-06-05', '2026-06-16', '2026-06-26', '2026-07-06', '2026-07-20']);
});

test('nothing happens before a pause ends, and then not everything at once', () => {
  const heldUntil = new Date('2026-07-08T09:00:00Z');
  const steps = schedule(facts({ heldUntil, behind: ['notice', 'reminder'] }));
  expect(steps.map(({ actsAt }) => local(actsAt))).toEqual([
    'Wed 2026-07-08 10:00',
    'Fri 2026-07-10 10:00',
    'Sun 2026-07-12 10:00',
    'Wed 2026-07-15 10:00',
  ]);
});

test('what is behind never comes again', () => {
  expect(schedule(facts({ behind: ['suspend'] })).map(({ stage }) => stage)).toEqual(['cancel', 'win_back']);
});

test('a mistake of ours and a withdrawn permission never restrict anybody by letter', () => {
  expect(schedule(facts({ class: 'ours' })).map(({ stage }) => stage)).toEqual(['notice']);
  expect(classPlans.revoked.words).toBeNull();
});

describe('for every zone, class, start, wedding calendar, grace and pause', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2029-01-01'), noInvalidDate: true });
  const scenario = fc.record({
    class: fc.constantFrom(...declineClasses),
    startsAt: instant,
    timeZone: fc.constantFrom(...zones),
    weddingOffsets: fc.array(fc.integer({ min: -3, max: 60 }), { maxLength: 30 }),
    graceDays: fc.integer({ min: 0, max: 60 }),
    heldForDays: fc.option(fc.integer({ min: 0, max: 45 })),
    behind: fc.subarray([...dunningStages]),
  });
  const factsOf = (drawn: typeof scenario extends fc.Arbitrary<infer T> ? T : never): ScheduleFacts => ({
    class: drawn.class,
    startsAt: drawn.startsAt,
    graceDays: drawn.graceDays,
    behind: drawn.behind,
    heldUntil: drawn.heldForDays === null ? null : plusMs(drawn.startsAt, drawn.heldForDays * DAY_MS),
    supplier: {
      timeZone: drawn.timeZone,
      weddingDates: drawn.weddingOffsets.map((days) =>
        calendarDate(plusMs(drawn.startsAt, days * DAY_MS), drawn.timeZone),
      ),
    },
  });

  test('no schedule ever acts on a Saturday or within a day of a wedding', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        const given = factsOf(drawn);
        for (const { actsAt } of schedule(given)) expect(weddingGuard(actsAt, given.supplier)).toBeNull();
      }),
      { numRuns: 1_500 },
    );
  });

  test('stages keep their order, their distance and their pause', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        const given = factsOf(drawn);
        const steps = schedule(given);
        steps.forEach(({ actsAt, dueAt }, at) => {
          const before = steps[at - 1];
          expect(actsAt.getTime()).toBeGreaterThanOrEqual(dueAt.getTime());
          if (given.heldUntil) expect(actsAt.getTime()).toBeGreaterThanOrEqual(given.heldUntil.getTime());
          if (before) expect(actsAt.getTime() - before.actsAt.getTime()).toBeGreaterThanOrEqual(2 * DAY_MS);
        });
      }),
      { numRuns: 500 },
    );
  });
});

test('the change of clocks moves no stage off ten o’clock', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const wrong = zones.flatMap((timeZone) => {
    const supplier = { timeZone, weddingDates: [] };
    return ['2026-03-01T12:00:00Z', '2026-09-01T12:00:00Z', '2026-10-05T12:00:00Z'].flatMap((start) =>
      schedule(facts({ startsAt: new Date(start), supplier }))
        .slice(1)
        .filter(({ actsAt }) => DateTime.fromJSDate(actsAt, { zone: timeZone }).hour !== 10),
    );
  });
  expect(wrong).toEqual([]);
});
