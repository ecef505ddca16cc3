import { chiSquareTail, z95 } from '@wedsync/domain/platform/statistics';
import { harmsAlready } from '../interventions/effect.ts';
import type { RoiLine } from './report.ts';

export const recommendationKinds = ['widen', 'stop', 'measure', 'start'] as const;
export type RecommendationKind = (typeof recommendationKinds)[number];

/** One line of the arithmetic behind a recommendation, shown as it stands. */
export type ArithmeticLine = {
  readonly label: string;
  readonly kind: 'count' | 'money' | 'share';
  readonly value: number;
};

export type Recommendation = {
  readonly kind: RecommendationKind;
  /** What following it is expected to bring in a year, in minor units of the reporting currency. */
  readonly expectedMinor: number;
  readonly playbookId: string | null;
  readonly playbookName: string | null;
  /** The plan whose suppliers nobody looks after, for a start. */
  readonly planCode: string | null;
  readonly arithmetic: readonly ArithmeticLine[];
};

/** A playbook as far as it matters for what to do next. */
export type PlaybookPace = {
  readonly playbookId: string;
  readonly playbookName: string;
  readonly live: boolean;
  readonly line: RoiLine;
  /** Treated that entered within the last 90 days. */
  readonly entered: number;
  /** Since its first version was published. */
  readonly daysLive: number;
  readonly holdoutPercent: number;
  /** Suppliers that wanted in during the last 90 days and were kept out for want of room alone. */
  readonly crowdedOut: number;
  readonly crowdedOutResidualMinor: number;
};

/** Suppliers likely to leave for whom no playbook runs. */
export type UnattendedGroup = {
  readonly planCode: string;
  readonly suppliers: number;
  /** Sum over them of probability of leaving times what they are still worth. */
  readonly expectedLossMinor: number;
};

export type ContactTerms = { readonly saveRate: number; readonly contactCostMinor: number };

/** Less is not worth anybody's hour. */
const leastWorthMinor = 1_000;
/** How far back entering is looked at; of fewer days than a week nothing can be said of a year. */
const paceDays = { most: 90, fewest: 7 } as const;

/** What is worth doing next, by what it is expected to bring. Each says how it was reckoned. */
export function recommend(
  playbooks: readonly PlaybookPace[],
  unattended: readonly UnattendedGroup[],
  terms: ContactTerms,
  smallestEffect: number,
): readonly Recommendation[] {
  return [
    ...playbooks.flatMap((pace) => widen(pace) ?? []),
    ...playbooks.flatMap((pace) => stop(pace) ?? []),
    ...playbooks.flatMap((pace) => measure(pace, smallestEffect) ?? []),
    ...unattended.flatMap((group) => start(group, terms) ?? []),
  ]
    .filter(({ expectedMinor }) => expectedMinor >= leastWorthMinor)
    .toSorted((one, other) => other.expectedMinor - one.expectedMinor);
}

/** It works, and suppliers who wanted in found no room. */
function widen(pace: PlaybookPace): Recommendation | null {
  const { line, live, crowdedOut, crowdedOutResidualMinor } = pace;
  const days = daysOf(pace);
  const { uplift, verdict } = line.staying;
  if (!live || uplift === null || verdict !== 'better' || crowdedOut === 0) return null;
  const residual = crowdedOutResidualMinor / crowdedOut;
  const each = costEach(line);
  return recommendation('widen', pace, ((crowdedOut * 365) / days) * (uplift.difference * residual - each), [
    count(`Kept out for want of room in ${days} days`, crowdedOut),
    share('More of them would stay', uplift.difference),
    money('What one that stays is worth', residual),
    money('Cost of treating one', each),
    count(`${days} days in a year`, 365 / days),
  ]);
}

/** It makes suppliers leave, or costs more than it could bring. */
function stop(pace: PlaybookPace): Recommendation | null {
  const { line, live } = pace;
  const { uplift, verdict } = line.staying;
  if (!live || uplift === null || line.net === null || line.net.high >= 0) return null;
  if (verdict === 'preliminary' && !harmsAlready(line.staying)) return null;
  const residual = line.residualMinor ?? 0;
  const each = costEach(line);
  const enteringPerYear = perYear(pace);
  return recommendation('stop', pace, enteringPerYear * (each - uplift.difference * residual), [
    count('Enter in a year', enteringPerYear),
    share('More of them stay', uplift.difference),
    money('What one that stays is worth', residual),
    money('Cost of treating one', each),
  ]);
}

/** Nobody knows yet; knowing would decide whether to go on. What perfect knowledge is worth is the most that measuring can bring. */
function measure(pace: PlaybookPace, smallestEffect: number): Recommendation | null {
  const { line, live, holdoutPercent } = pace;
  const { uplift, verdict, more } = line.staying;
  if (!live || line.residualMinor === null || verdict === 'better' || verdict === 'worse') return null;
  if (harmsAlready(line.staying)) return null;
  const each = costEach(line);
  const deviation = uplift === null ? smallestEffect : (uplift.interval.high - uplift.interval.low) / (2 * z95);
  const mean = (uplift?.difference ?? 0) * line.residualMinor - each;
  const worth = valueOfKnowing(mean, deviation * line.residualMinor);
  const enteringPerYear = perYear(pace);
  return recommendation('measure', pace, enteringPerYear * worth, [
    count('Enter in a year', enteringPerYear),
    share('More of them stay, as far as known', uplift?.difference ?? 0),
    share('Give or take', deviation),
    money('What one that stays is worth', line.residualMinor),
    money('Cost of treating one', each),
    money('What knowing is worth for each', worth),
    count('More to be held out', more.heldOut),
    share('Held out now', holdoutPercent / 100),
  ]);
}

/** Nobody looks after them although much is about to be lost. */
function start(
  { planCode, suppliers, expectedLossMinor }: UnattendedGroup,
  terms: ContactTerms,
): Recommendation | null {
  const expected = expectedLossMinor * terms.saveRate - suppliers * terms.contactCostMinor;
  return {
    kind: 'start',
    expectedMinor: Math.round(expected),
    playbookId: null,
    playbookName: null,
    planCode,
    arithmetic: [
      count('Likely to leave, in no playbook', suppliers),
      money('Expected to be lost with them', expectedLossMinor),
      share('Saved of those contacted', terms.saveRate),
      money('Cost of contacting one', terms.contactCostMinor),
    ],
  };
}

/**
 * Expected value of perfect information on a gain with this mean and deviation, when one may go on or stop: E max(0, gain) - max(0, mean). Source: Raiffa,
 * Schlaifer, Applied Statistical Decision Theory (1961), unit normal loss.
 */
export function valueOfKnowing(mean: number, deviation: number): number {
  if (deviation === 0) return 0;
  const distance = Math.abs(mean) / deviation;
  const density = Math.exp((-distance * distance) / 2) / Math.sqrt(2 * Math.PI);
  const beyond = chiSquareTail(distance * distance, 1) / 2;
  return deviation * (density - distance * beyond);
}

/** What entered in a year at the pace of the days looked at. */
function perYear(pace: PlaybookPace): number {
  return (pace.entered * 365) / daysOf(pace);
}

function daysOf({ daysLive }: PlaybookPace): number {
  return Math.min(paceDays.most, Math.max(paceDays.fewest, Math.round(daysLive)));
}

function costEach({ costMinor, entered }: RoiLine): number {
  return entered === 0 ? 0 : costMinor / entered;
}

function recommendation(
  kind: RecommendationKind,
  { playbookId, playbookName }: PlaybookPace,
  expected: number,
  arithmetic: readonly ArithmeticLine[],
): Recommendation {
  return { kind, expectedMinor: Math.round(expected), playbookId, playbookName, planCode: null, arithmetic };
}

const count = (label: string, value: number): ArithmeticLine => ({ label, kind: 'count', value });
const money = (label: string, value: number): ArithmeticLine => ({ label, kind: 'money', value: Math.round(value) });
const share = (label: string, value: number): ArithmeticLine => ({ label, kind: 'share', value });
