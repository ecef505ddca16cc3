import { DAY_MS } from '@wedsync/domain/platform';
import { nextUnguarded, weddingGuard, type GuardedSupplier } from '@wedsync/domain/suppliers';
import type { ContactChannel } from '@wedsync/domain/privacy';
import { DateTime } from 'luxon';
import type { FrequencyCap, PlaybookPolicy } from './policy.ts';

/** A message that left, or that is on its way. */
export type SentMessage = { readonly channel: ContactChannel; readonly at: Date };

/** Why a message waits, and until when at the earliest. */
export type Postponement = {
  readonly reason: 'wedding_day' | 'saturday' | 'quiet_hours' | 'frequency_cap';
  readonly until: Date;
};

type QuietHours = Pick<PlaybookPolicy, 'quietFrom' | 'quietUntil'>;

/** The end of the quiet hours `at` lies in, on the supplier's clock; null when it lies in none. */
export function quietUntil(at: Date, timeZone: string, quiet: QuietHours): Date | null {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  if (!isQuiet(local.hour, quiet)) return null;
  const today = local.set({ hour: quiet.quietUntil, minute: 0, second: 0, millisecond: 0 });
  const end = today > local ? today : today.plus({ days: 1 });
  return end.toJSDate();
}

function isQuiet(hour: number, { quietFrom, quietUntil }: QuietHours): boolean {
  return quietFrom < quietUntil ? hour >= quietFrom && hour < quietUntil : hour >= quietFrom || hour < quietUntil;
}

/** Why nothing may be sent at this very moment; null when the moment is free. Guarded days before quiet hours: a Saturday says more than an evening. */
export function postponed(at: Date, supplier: GuardedSupplier, quiet: QuietHours): Postponement | null {
  const guard = weddingGuard(at, supplier);
  if (guard !== null)
    return {
      reason: guard.reason === 'wedding' ? 'wedding_day' : 'saturday',
      until: firstFreeMoment(at, supplier, quiet),
    };
  if (quietUntil(at, supplier.timeZone, quiet) === null) return null;
  return { reason: 'quiet_hours', until: firstFreeMoment(at, supplier, quiet) };
}

/** The first moment from `at` on that is neither quiet nor guarded. Ends because guarded days are finitely many in a row. */
export function firstFreeMoment(at: Date, supplier: GuardedSupplier, quiet: QuietHours): Date {
  const awake = quietUntil(at, supplier.timeZone, quiet) ?? at;
  const free = nextUnguarded(awake, supplier);
  return free.getTime() === at.getTime() ? at : firstFreeMoment(free, supplier, quiet);
}

/**
 * When one more message on `channel` keeps every cap; null when it does at once. A window is half-open: a message leaves it exactly `days` days after it
 * was sent.
 */
export function capUntil(
  at: Date,
  channel: ContactChannel,
  sent: readonly SentMessage[],
  caps: readonly FrequencyCap[],
): Date | null {
  const latest = caps
    .filter((cap) => cap.channel === 'all' || cap.channel === channel)
    .map((cap) => roomUnder(cap, at, sent))
    .reduce((later, time) => Math.max(later, time), at.getTime());
  return latest === at.getTime() ? null : new Date(latest);
}

/** A message in the app disturbs nobody: it neither counts nor waits. */
function roomUnder({ channel, most, days }: FrequencyCap, at: Date, sent: readonly SentMessage[]): number {
  const counted = sent
    .filter((message) => (channel === 'all' ? message.channel !== 'in_app' : message.channel === channel))
    .map((message) => message.at.getTime())
    .filter((time) => time > at.getTime() - days * DAY_MS)
    .sort((one, other) => one - other);
  const leaver = counted[counted.length - most];
  return leaver === undefined ? at.getTime() : leaver + days * DAY_MS;
}
