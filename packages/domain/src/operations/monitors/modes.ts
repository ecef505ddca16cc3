import { calendarDate } from '@wedsync/domain/platform';
import { monthTitle } from './months.ts';
import type { Monitor } from './monitors.ts';
import type { WatchPolicy } from './policy.ts';
import type { Thresholds } from './state.ts';

/** Times in which the house is held to other thresholds than on an ordinary day. */
export const houseModes = ['wedding-day', 'peak-season'] as const;
export type HouseMode = (typeof houseModes)[number];

export const houseModeTitles: Readonly<Record<HouseMode, string>> = {
  'wedding-day': 'Wedding day',
  'peak-season': 'Peak season',
};

export type ModeStanding = { readonly mode: HouseMode; readonly inForce: boolean; readonly why: string };

/** What the modes are judged by: suppliers that have not left, and those of them with a wedding today where they are. */
export type ModeFacts = {
  readonly suppliers: number;
  readonly southern: number;
  readonly atWedding: number;
};

/** Which modes are in force at an instant, and why or why not. */
export function judgeModes(policy: WatchPolicy, facts: ModeFacts, now: Date): ModeStanding[] {
  return [weddingDay(policy, facts), peakSeason(policy, facts, now)];
}

/** Whether so many weddings make a day on which little may go wrong. */
export function isWeddingDay(
  { weddingMinSuppliers, weddingMinPercent }: WatchPolicy,
  { atWedding, suppliers }: Pick<ModeFacts, 'atWedding' | 'suppliers'>,
): boolean {
  return atWedding >= weddingMinSuppliers && atWedding >= (weddingMinPercent / 100) * suppliers;
}

function weddingDay(policy: WatchPolicy, facts: ModeFacts): ModeStanding {
  const { weddingEnabled, weddingMinSuppliers, weddingMinPercent } = policy;
  const from = `it takes ${weddingMinSuppliers} and ${weddingMinPercent} % of all to make a wedding day`;
  const why = weddingEnabled
    ? `${facts.atWedding} of ${facts.suppliers} suppliers have a wedding today where they are; ${from}.`
    : 'Switched off.';
  return { mode: 'wedding-day', inForce: weddingEnabled && isWeddingDay(policy, facts), why };
}

function peakSeason(policy: WatchPolicy, facts: ModeFacts, now: Date): ModeStanding {
  const mode = 'peak-season';
  if (!policy.seasonEnabled) return { mode, inForce: false, why: 'Switched off.' };
  const month = Number(calendarDate(now).slice(5, 7));
  const halves = halvesOf(policy, facts).map((half) => ({ ...half, counts: half.percent >= policy.seasonMinPercent }));
  const inSeason = halves.find(({ from, to, counts }) => counts && inMonths(month, from, to));
  if (inSeason !== undefined) return { mode, inForce: true, why: seasonWords(inSeason) };
  const next = halves.filter(({ counts }) => counts).map(({ name, from, to }) => `${name}: ${span(from, to)}`);
  return { mode, inForce: false, why: `Out of season (${next.join('; ') || 'no suppliers yet'}).` };
}

type Half = { readonly name: string; readonly from: number; readonly to: number; readonly percent: number };

function halvesOf(policy: WatchPolicy, { suppliers, southern }: ModeFacts): Half[] {
  const percent = (of: number) => (suppliers === 0 ? 0 : (of / suppliers) * 100);
  return [
    { name: 'north', from: policy.northFrom, to: policy.northTo, percent: percent(suppliers - southern) },
    { name: 'south', from: policy.southFrom, to: policy.southTo, percent: percent(southern) },
  ];
}

function seasonWords({ name, from, to, percent }: Half): string {
  return `Season of the ${name}, ${span(from, to)}; ${Math.round(percent)} % of suppliers are there.`;
}

function span(from: number, to: number): string {
  return `${monthTitle(from)} to ${monthTitle(to)}`;
}

/** A season may run over the new year. */
function inMonths(month: number, from: number, to: number): boolean {
  return from <= to ? month >= from && month <= to : month >= from || month <= to;
}

/**
 * The thresholds under the modes in force: on a wedding day nearer to the ideal, in season further from it where the value grows with the work.
 * @example a share of at least 0.98 (ideal 1) under a factor of 0.5 becomes 0.99
 */
export function thresholdsUnder(
  { warning, critical }: Thresholds,
  monitor: Pick<Monitor, 'unit' | 'ideal' | 'tightens' | 'growsWithWork'>,
  { inForce, policy }: { readonly inForce: readonly HouseMode[]; readonly policy: WatchPolicy },
): Thresholds & { readonly because: readonly HouseMode[] } {
  const factors: Readonly<Record<HouseMode, number>> = {
    'wedding-day': monitor.tightens ? policy.weddingFactor : 1,
    'peak-season': monitor.growsWithWork ? policy.seasonFactor : 1,
  };
  const because = inForce.filter((mode) => factors[mode] !== 1);
  const factor = because.reduce((product, mode) => product * factors[mode], 1);
  // There is no half of a thing that failed.
  const whole = (value: number) => (monitor.unit === 'count' ? Math.ceil(value) : value);
  const moved = (threshold: number) => whole(tidy(monitor.ideal + (threshold - monitor.ideal) * factor));
  return { warning: moved(warning), critical: moved(critical), because };
}

/** 0.9900000000000001 is 0.99. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
