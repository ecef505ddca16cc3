import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { deferredUntil, nextUnguarded, weddingGuard, type GuardedSupplier } from './wedding-guard.ts';

const in_ = (timeZone: string, ...weddingDates: string[]): GuardedSupplier => ({ timeZone, weddingDates });
const at = (local: string, zone: string) => DateTime.fromISO(local, { zone }).toJSDate();
const shown = (instant: Date, zone: string) =>
  DateTime.fromJSDate(instant, { zone }).toISO({ suppressMilliseconds: true });

test('a Saturday is guarded where the supplier is, not where we are', () => {
  const fridayNightInLondon = new Date('2026-06-05T22:00:00Z');
  expect(weddingGuard(fridayNightInLondon, in_('Europe/London'))).toBeNull();
  expect(weddingGuard(fridayNightInLondon, in_('Australia/Sydney'))).toEqual({
    reason: 'saturday',
    localDate: '2026-06-06',
  });
});

test.each(['2026-06-09', '2026-06-10', '2026-06-11'])('a wedding on the 10th guards %s', (day) => {
  expect(weddingGuard(at(`${day}T23:59`, 'Europe/London'), in_('Europe/London', '2026-06-10'))).toEqual({
    reason: 'wedding',
    localDate: day,
    weddingOn: '2026-06-10',
  });
});

test.each(['2026-06-08', '2026-06-12'])('a wedding on the 10th leaves %s free', (day) => {
  expect(weddingGuard(at(`${day}T12:00`, 'Europe/London'), in_('Europe/London', '2026-06-10'))).toBeNull();
});

test('a wedding on a Sunday guards Saturday to Monday, so what was due on Saturday noon waits until Tuesday noon', () => {
  const supplier = in_('Europe/London', '2026-06-07');
  expect(shown(nextUnguarded(at('2026-06-06T12:00', 'Europe/London'), supplier), 'Europe/London')).toBe(
    '2026-06-09T12:00:00+01:00',
  );
});

test('the local time of day survives the clocks going back in the night between', () => {
  const waited = nextUnguarded(at('2026-10-24T09:30', 'Europe/London'), in_('Europe/London'));
  expect(shown(waited, 'Europe/London')).toBe('2026-10-25T09:30:00+00:00');
});

test('a time that the clocks skip moves on by the hour they skip', () => {
  const waited = nextUnguarded(at('2026-03-28T01:30', 'Europe/London'), in_('Europe/London'));
  expect(shown(waited, 'Europe/London')).toBe('2026-03-29T02:30:00+01:00');
});

test('a day that a zone skipped altogether does not land on a guarded one', () => {
  // Samoa had no Friday 30 December 2011: Thursday was followed by Saturday.
  const supplier = in_('Pacific/Apia', '2011-12-28');
  expect(shown(nextUnguarded(at('2011-12-29T12:00', 'Pacific/Apia'), supplier), 'Pacific/Apia')).toBe(
    '2012-01-01T12:00:00+14:00',
  );
});

test('what a Saturday put off happens on Monday at ten', () => {
  const supplier = in_('America/New_York');
  expect(shown(deferredUntil(at('2026-06-06T23:00', 'America/New_York'), supplier), 'America/New_York')).toBe(
    '2026-06-08T10:00:00-04:00',
  );
});

test('a Monday within a day of a wedding is passed over', () => {
  const supplier = in_('Europe/London', '2026-06-08');
  expect(shown(deferredUntil(at('2026-06-06T08:00', 'Europe/London'), supplier), 'Europe/London')).toBe(
    '2026-06-10T10:00:00+01:00',
  );
});

const zones = Intl.supportedValuesOf('timeZone');
const start = Date.parse('2024-01-01T00:00:00Z');
const fiveYearsMs = 5 * 365 * 86_400_000;
const moments = fc.record({
  timeZone: fc.constantFrom(...zones),
  at: fc.integer({ min: 0, max: fiveYearsMs }).map((offset) => new Date(start + offset)),
  /** Weddings near the moment, where they matter. */
  offsets: fc.array(fc.integer({ min: -5, max: 30 }), { maxLength: 25 }),
});

type Moment = { timeZone: string; at: Date; offsets: number[] };

function supplierOf({ timeZone, at: instant, offsets }: Moment): GuardedSupplier {
  const local = DateTime.fromJSDate(instant, { zone: timeZone });
  return { timeZone, weddingDates: offsets.map((days) => local.plus({ days }).toISODate() ?? '') };
}

const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  calendars.set(timeZone, made);
  return made;
}

/** The definition told another way: by the weekday and date that a calendar on the wall shows. */
function guardedByTheCalendar(instant: Date, { timeZone, weddingDates }: GuardedSupplier): boolean {
  const part = Object.fromEntries(
    calendarOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const noon = Date.parse(`${part['year']}-${part['month']}-${part['day']}T12:00:00Z`);
  const around = [-1, 0, 1].map((days) => new Date(noon + days * 86_400_000).toISOString().slice(0, 10));
  return part['weekday'] === 'Saturday' || weddingDates.some((date) => around.includes(date));
}

test('in every zone and at any instant the guard is what the calendar on the wall says', () => {
  fc.assert(
    fc.property(moments, (moment) => {
      const supplier = supplierOf(moment);
      expect(weddingGuard(moment.at, supplier) !== null).toBe(guardedByTheCalendar(moment.at, supplier));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['nextUnguarded', nextUnguarded],
  ['deferredUntil', deferredUntil],
])('%s never goes back, never lands on a guarded day and leaves a free instant alone', (_name, move) => {
  fc.assert(
    fc.property(moments, (moment) => {
      const supplier = supplierOf(moment);
      const moved = move(moment.at, supplier);
      expect(guardedByTheCalendar(moved, supplier)).toBe(false);
      expect(moved.getTime() > moment.at.getTime()).toBe(guardedByTheCalendar(moment.at, supplier));
    }),
    { numRuns: 1_000 },
  );
});

test('a wait keeps the local time of day, except where the clocks skip it', () => {
  fc.assert(
    fc.property(moments, (moment) => {
      const supplier = supplierOf(moment);
      const zone = { zone: moment.timeZone };
      const moved = DateTime.fromJSDate(nextUnguarded(moment.at, supplier), zone);
      const asked = DateTime.fromJSDate(moment.at, zone).toFormat('HH:mm:ss.SSS');
      const skipped = moved.minus({ hours: 2 }).offset !== moved.offset;
      expect(skipped || moved.toFormat('HH:mm:ss.SSS') === asked).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('around every change of clocks of a year, in every zone that has one, no hour moves to a guarded day', () => {
  for (const timeZone of zones)
    for (const change of clockChanges(timeZone, 2026))
      for (let hour = -36; hour <= 36; hour += 6) {
        const supplier = { timeZone, weddingDates: [] };
        const instant = new Date(change.getTime() + hour * 3_600_000);
        expect(guardedByTheCalendar(nextUnguarded(instant, supplier), supplier)).toBe(false);
        expect(guardedByTheCalendar(deferredUntil(instant, supplier), supplier)).toBe(false);
      }
}, 60_000);

/** Weeks of a year, as instants, in which a zone's offset changes. */
function clockChanges(timeZone: string, year: number): Date[] {
  const weeks = Array.from({ length: 53 }, (_, week) =>
    DateTime.fromObject({ year }, { zone: timeZone }).plus({ weeks: week }),
  );
  return weeks
    .filter((day, index) => index > 0 && day.offset !== weeks[index - 1]?.offset)
    .map((day) => firstDayWith(day).toJSDate());
}

function firstDayWith(day: DateTime): DateTime {
  const yesterday = day.minus({ days: 1 });
  return yesterday.offset === day.offset ? firstDayWith(yesterday) : day;
}
