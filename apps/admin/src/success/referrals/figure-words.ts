import type { MeasuredReferrals, ReferralGroupFigures } from '@wedsync/domain/success';

type Rate = NonNullable<ReferralGroupFigures['k']>;

/** "0.15 (0.11–0.21)"; why there is none where there is none. */
export function kWords({ k, state }: Pick<ReferralGroupFigures, 'k' | 'state'>): string {
  if (k !== null) return `${k.value.toFixed(2)} (${k.low.toFixed(2)}–${k.high.toFixed(2)})`;
  return state === 'open' ? 'Still open' : 'Not enough data';
}

/** What K leaves open: its interval. */
export function intervalWords({ low, high }: Rate): string {
  return `95 %: ${low.toFixed(2)} to ${high.toFixed(2)}`;
}

/** "17 days", or that there is too little to say it. */
export function cycleWords({ days }: MeasuredReferrals['cycle']): string {
  return days === null ? 'Too few' : `${Math.round(days.value)} days`;
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "Mar 2026" of 2026-03. */
export function monthWords(month: string): string {
  return monthName.format(new Date(`${month}-15T00:00:00Z`));
}
