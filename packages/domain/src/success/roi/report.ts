import { z95 } from '@wedsync/domain/platform/statistics';
import { effectOf, type Effect } from '../interventions/effect.ts';
import { fewestPerArm, savedRevenue } from '../playbooks/uplift.ts';
import { addCells, type RoiCell, type RoiSums } from './cells.ts';

/** An amount in minor units of the reporting currency with its 95 % interval. */
export type MoneyInterval = { readonly minor: number; readonly low: number; readonly high: number };

export type ContactedAndStayed = { readonly suppliers: number; readonly minor: number };

/** What playbooks brought and cost. Null is what cannot be told: an arm is too small, or nothing was spent. */
export type RoiLine = {
  readonly entered: number;
  readonly heldOut: number;
  readonly acts: number;
  readonly goal: Effect;
  readonly staying: Effect;
  /** What one that stays is worth on average, from the day of entering on. */
  readonly residualMinor: number | null;
  /** Causal: the treated, times what more of them stayed than of those held out, times that value. */
  readonly saved: MoneyInterval | null;
  /** Naive: contacted and still paying. No claim of what caused it. */
  readonly contactedAndStayed: ContactedAndStayed;
  /** Difference in realised and residual value from entering to the end of the window, for all treated. */
  readonly valueImpact: MoneyInterval | null;
  /** Spent on everybody who entered: re-entries, those chosen by hand, and those whose time has not passed too. */
  readonly costMinor: number;
  /** Of that, spent on those whom `saved` speaks of. */
  readonly judgedCostMinor: number | null;
  /** Saved, less what was spent on the same. */
  readonly net: MoneyInterval | null;
  /** Net for each unit spent on the same. */
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number } | null;
};

/** What one playbook, or one group of its suppliers, brought and cost; cells of several playbooks may not be mixed, for their arms were drawn apart. */
export function measureCells(cells: readonly RoiCell[], smallestEffect: number): RoiLine {
  const treated = addCells(cells.filter(({ arm }) => arm === 'treated'));
  const heldOut = addCells(cells.filter(({ arm }) => arm === 'held_out'));
  const goalOf = (sums: RoiSums) => ({ n: sums.goalJudged, successes: sums.goalMet });
  const stayOf = (sums: RoiSums) => ({ n: sums.stayJudged, successes: sums.stayed });
  const staying = effectOf(stayOf(treated), stayOf(heldOut), smallestEffect);
  const residual = treated.residualKnown === 0 ? null : treated.residualMinor / treated.residualKnown;
  const saved =
    staying.uplift === null || residual === null ? null : savedRevenue(treated.stayJudged, staying.uplift, residual);
  return {
    entered: treated.entered,
    heldOut: heldOut.entered,
    acts: treated.acts,
    goal: effectOf(goalOf(treated), goalOf(heldOut), smallestEffect),
    staying,
    residualMinor: residual === null ? null : Math.round(residual),
    contactedAndStayed: { suppliers: treated.contactedStayed, minor: treated.contactedStayedResidualMinor },
    valueImpact: valueImpact(treated, heldOut),
    costMinor: minorOf(treated.costThousandths),
    ...gain(saved, minorOf(treated.judgedCostThousandths)),
  };
}

/**
 * Several playbooks together: sums of what each brought, their errors independent. Effects are not averaged; they are effects of different things. Who was
 * contacted and stayed is no sum: several may have contacted the same supplier.
 */
export function addLines(
  lines: readonly RoiLine[],
): Pick<RoiLine, 'entered' | 'heldOut' | 'acts' | 'valueImpact' | 'costMinor' | keyof Gain> {
  const sum = (pick: (line: RoiLine) => number) => lines.reduce((total, line) => total + pick(line), 0);
  return {
    entered: sum(({ entered }) => entered),
    heldOut: sum(({ heldOut }) => heldOut),
    acts: sum(({ acts }) => acts),
    valueImpact: addIntervals(lines.flatMap(({ valueImpact: impact }) => impact ?? [])),
    costMinor: sum(({ costMinor }) => costMinor),
    ...gain(
      addIntervals(lines.flatMap(({ saved }) => saved ?? [])),
      sum(({ judgedCostMinor }) => judgedCostMinor ?? 0),
    ),
  };
}

type Gain = Pick<RoiLine, 'saved' | 'judgedCostMinor' | 'net' | 'ratio'>;

/** Costs are certain, so net and ratio have the interval of what was saved. Without a saving there is nothing a cost could be held against. */
function gain(saved: MoneyInterval | null, costMinor: number): Gain {
  if (saved === null) return { saved, judgedCostMinor: null, net: null, ratio: null };
  const net = { minor: saved.minor - costMinor, low: saved.low - costMinor, high: saved.high - costMinor };
  const ratio =
    costMinor === 0 ? null : { value: net.minor / costMinor, low: net.low / costMinor, high: net.high / costMinor };
  return { saved, judgedCostMinor: costMinor, net, ratio };
}

function minorOf(thousandths: number): number {
  return Math.round(thousandths / 1_000);
}

/** Difference of means with unequal variances (Welch), times the treated. */
function valueImpact(treated: RoiSums, heldOut: RoiSums): MoneyInterval | null {
  if (Math.min(treated.valueKnown, heldOut.valueKnown) < fewestPerArm) return null;
  const n = treated.valueKnown;
  const difference = meanChange(treated) - meanChange(heldOut);
  const half = z95 * Math.sqrt(varianceOfMean(treated) + varianceOfMean(heldOut));
  const money = (perSupplier: number) => Math.round(n * perSupplier);
  return { minor: money(difference), low: money(difference - half), high: money(difference + half) };
}

const meanChange = ({ valueKnown, valueChangeMinor }: RoiSums) => valueChangeMinor / valueKnown;

function varianceOfMean({ valueKnown: n, valueChangeMinor, valueChangeSquares }: RoiSums): number {
  const variance = (valueChangeSquares - (valueChangeMinor * valueChangeMinor) / n) / (n - 1);
  return Math.max(0, variance) / n;
}

function addIntervals(intervals: readonly MoneyInterval[]): MoneyInterval | null {
  if (intervals.length === 0) return null;
  const minor = intervals.reduce((total, interval) => total + interval.minor, 0);
  const half = (pick: (interval: MoneyInterval) => number) =>
    Math.hypot(...intervals.map((interval) => pick(interval) - interval.minor));
  return { minor, low: Math.round(minor - half(({ low }) => low)), high: Math.round(minor + half(({ high }) => high)) };
}
