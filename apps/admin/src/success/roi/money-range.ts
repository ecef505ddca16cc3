import { formatMoney } from '../../platform/index.ts';

/** "95 %: £1.2k to £3.4k". */
export function moneyRange(interval: { readonly low: number; readonly high: number } | null): string {
  if (interval === null) return 'Needs 20 judged in each arm';
  const short = (minor: number) => formatMoney(minor, 'GBP', 'short');
  return `95 %: ${short(interval.low)} to ${short(interval.high)}`;
}
