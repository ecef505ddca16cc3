import { DAY_MS } from '@wedsync/domain/platform';
import { weddingGuard } from '@wedsync/domain/suppliers';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { usualPolicy, type FrequencyCap } from './policy.ts';
import { capUntil, firstFreeMoment, postponed, quietUntil, type SentMessage } from './send-time.ts';

const at = (local: string, zone = 'Europe/London') => DateTime.fromISO(local, { zone }).toJSDate();
const shown = (instant: Date | null, zone = 'Europe/London') =>
  instant === null ? null : DateTime.fromJSDate(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
const zones = fc.constantFrom('Europe/London', 'Australia/Sydney', 'America/New_York', 'Pacific/Apia', 'Africa/Cairo');
const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
const weddings = fc.array(
  moments.map((day) => day.toISOString().slice(0, 10)),
  { maxLength: 12 },
);

describe('quiet hours', () => {
  test.each([
    ['2026-06-10T19:59', null],
    ['2026-06-10T20:00', '2026-06-11T08:00'],
    ['2026-06-11T07:59', '2026-06-11T08:00'],
    ['2026-06-11T08:00', null],
    ['2026-03-29T00:30', '2026-03-29T08:00'],
  ])('at %s end at %s', (local, end) => {
    expect(shown(quietUntil(at(local), 'Europe/London', usualPolicy))).toBe(end);
  });

  test('may lie within one day', () => {
    const siesta = { quietFrom: 13, quietUntil: 16 };
    expect(shown(quietUntil(at('2026-06-10T13:30'), 'Europe/London', siesta))).toBe('2026-06-10T16:00');
    expect(quietUntil(at('2026-06-10T22:00'), 'Europe/London', siesta)).toBeNull();
  });
});

test('a message due on a Friday evening waits past Saturday until Sunday morning', () => {
  const supplier = { timeZone: 'Europe/London', weddingDates: [] };
  expect(postponed(at('2026-06-05T21:00'), supplier, usualPolicy)).toEqual({
    reason: 'quiet_hours',
    until: at('2026-06-07T08:00'),
  });
});

test('the first free moment is never quiet, never guarded, never earlier, and free moments stay where they are', () => {
  fc.assert(
    fc.property(moments, zones, weddings, (now, timeZone, weddingDates) => {
      const supplier = { timeZone, weddingDates };
      const free = firstFreeMoment(now, supplier, usualPolicy);
      expect(weddingGuard(free, supplier)).toBeNull();
      expect(quietUntil(free, timeZone, usualPolicy)).toBeNull();
      expect(free >= now).toBe(true);
      expect(firstFreeMoment(free, supplier, usualPolicy)).toEqual(free);
      expect(postponed(now, supplier, usualPolicy) === null).toBe(free.getTime() === now.getTime());
    }),
    { numRuns: 300 },
  );
});

describe('frequency caps', () => {
  const channels = fc.constantFrom('email' as const, 'sms' as const, 'in_app' as const);
  const caps: fc.Arbitrary<FrequencyCap> = fc.record({
    channel: fc.constantFrom('all' as const, 'email' as const, 'sms' as const),
    most: fc.integer({ min: 1, max: 4 }),
    days: fc.integer({ min: 1, max: 10 }),
  });

  test('are kept by whoever sends only when told there is room, whatever is asked for and when', () => {
    const wishes = fc.array(fc.record({ afterHours: fc.integer({ min: 0, max: 40 }), channel: channels }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(wishes, fc.array(caps, { maxLength: 4 }), (asked, policy) => {
        const sent: SentMessage[] = [];
        let now = Date.parse('2026-05-01T09:00:00Z');
        for (const { afterHours, channel } of asked) {
          now += afterHours * 3_600_000;
          const until = channel === 'in_app' ? null : capUntil(new Date(now), channel, sent, policy);
          now = Math.max(now, until?.getTime() ?? now);
          sent.push({ channel, at: new Date(now) });
        }
        for (const cap of policy) expect(mostWithin(sent, cap)).toBeLessThanOrEqual(cap.most);
      }),
      { numRuns: 300 },
    );
  });

  test('make room exactly when the oldest message leaves the window', () => {
    const sent = [{ channel: 'email' as const, at: at('2026-06-01T10:00') }];
    const cap: FrequencyCap = { channel: 'email', most: 1, days: 7 };
    expect(shown(capUntil(at('2026-06-03T10:00'), 'email', sent, [cap]))).toBe('2026-06-08T10:00');
    expect(capUntil(at('2026-06-08T10:00'), 'email', sent, [cap])).toBeNull();
  });

  /** The most messages any window of the cap ever held. */
  function mostWithin(sent: readonly SentMessage[], { channel, days }: FrequencyCap): number {
    const counted = sent.filter((one) => (channel === 'all' ? one.channel !== 'in_app' : one.channel === channel));
    return Math.max(
      0,
      ...counted.map(
        ({ at: last }) =>
          counted.filter((one) => one.at <= last && one.at.getTime() > last.getTime() - days * DAY_MS).length,
      ),
    );
  }
});
