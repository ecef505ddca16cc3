import { HOUR_MS, plusMs, reportingZone } from '@wedsync/domain/platform';
import { DateTime } from 'luxon';
import { z } from 'zod';

export const snoozeSpans = ['hour', 'tomorrow'] as const;
export type SnoozeSpan = (typeof snoozeSpans)[number];

export const snoozeSpanTitles: Readonly<Record<SnoozeSpan, string>> = {
  hour: 'For 1 hour',
  tomorrow: 'Until tomorrow 09:00',
};

export const snoozeInputSchema = z.strictObject({ span: z.enum(snoozeSpans).meta({ title: 'How long' }) });

const endOf: Readonly<Record<SnoozeSpan, (now: Date) => Date>> = {
  hour: (now) => plusMs(now, HOUR_MS),
  tomorrow: (now) =>
    DateTime.fromJSDate(now, { zone: reportingZone }).startOf('day').plus({ days: 1 }).set({ hour: 9 }).toJSDate(),
};

/** When an alert that is snoozed now comes back. */
export function snoozedUntil(span: SnoozeSpan, now: Date): Date {
  return endOf[span](now);
}
