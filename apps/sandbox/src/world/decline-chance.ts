import { DAY_SECONDS } from './calendar.ts';
import { parameters } from './parameters.ts';

/** A season of declines at the end of the history: how likely each renewal is declined then, and when the history ends. */
export interface RecentDeclines {
  readonly share: number;
  readonly endEpoch: number;
}

/** Long enough for every class of decline to have come, been mended and been given up. */
const recentDays = 55;

/** How likely a renewal of a moment is declined at first. Asked for, the last weeks of the history see many, so that whoever opens it finds every kind at work. */
export function declineChance(at: number, { share, endEpoch }: RecentDeclines): number {
  const usual = parameters.payments.declinePerRenewal;
  const recent = at < endEpoch && at >= endEpoch - recentDays * DAY_SECONDS;
  return recent ? Math.max(usual, share) : usual;
}
