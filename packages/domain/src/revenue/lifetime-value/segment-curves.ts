import { grouped } from '@wedsync/domain/platform';
import { survivalInterval } from '@wedsync/domain/platform/statistics';
import { minimumStarts } from '../retention/choose.ts';
import {
  baseValue,
  discountedLifetime,
  monthlyRate,
  type RetentionChoice,
  type RetentionCurve,
  type RetentionFit,
} from '../retention/index.ts';
import { backtestStaying, type StayingBacktest, type TenureKnownAndNow } from './backtest.ts';
import { unknown, type Estimate } from './estimate.ts';
import { lifetimeValue, type LifetimeValue, type ValuationTerms } from './headline.ts';
import { minimumSegment, type PoolLevel, type SegmentKey } from './pooling.ts';
import { residualTable, type ResidualRow } from './residual.ts';
import { marginLifetimeValue, simpleLifetimeValue } from './simple.ts';
import { choiceOf, observeStaying, stayingAt, watchStaying, type Staying } from './staying.ts';

/** So many lives that began in a segment went alike: as they are known now, and as they were at the earlier instant the back-test looks from. */
export type LifeCount = SegmentKey & {
  readonly periods: number;
  readonly ended: boolean;
  /** Null for a life that began after that instant. */
  readonly periodsThen: number | null;
  readonly endedThen: boolean;
  /** Still with us and paying now, and what they pay together, per month. */
  readonly paying: number;
  readonly mrrMinor: number;
  readonly lives: number;
};

/** Which lives a curve is about; null where it does not narrow. */
export type CurveKey = {
  readonly level: PoolLevel;
  readonly plan: string | null;
  readonly vendorType: string | null;
  readonly interval: SegmentKey['interval'];
};

/** One point of the curve, for the chart and the table under it. */
export type CurvePoint = {
  readonly t: number;
  readonly atRisk: number | null;
  readonly lost: number | null;
  readonly seen: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly sbg: number | null;
  readonly bdw: number | null;
  /** What values are computed with: seen, then the chosen curve. */
  readonly used: number | null;
  /** What was foreseen at the earlier instant. */
  readonly foreseen: number | null;
};

export type FittedModel = Pick<RetentionFit, 'curve' | 'standardErrors' | 'logLik' | 'aic' | 'converged' | 'boundary'>;

export type SegmentCurve = CurveKey & {
  readonly terms: ValuationTerms;
  readonly n: number;
  readonly lost: number;
  readonly observed: number;
  readonly paying: number;
  readonly arpaMinor: number | null;
  readonly headline: LifetimeValue;
  readonly simple: Estimate;
  readonly margin: Estimate;
  /** Whose fitted curve continues the seen one; null when there is none. */
  readonly tailOf: PoolLevel | null;
  readonly tail: RetentionCurve | null;
  /** How many starts that curve was fitted from; below what a fit asks for it is indicative. */
  readonly tailStarts: number | null;
  readonly indicative: boolean;
  readonly models: { readonly sbg: FittedModel; readonly bdw: FittedModel; readonly why: string } | null;
  readonly holdOut: { readonly sbg: number | null; readonly bdw: number | null } | null;
  readonly backtest: StayingBacktest;
  /** Discounted payments of a new customer over 36 and 60 months and without end. */
  readonly lifetimes: { readonly months36: number; readonly months60: number; readonly endless: number } | null;
  /** What all who pay now are still worth, without the cap, next to what one constant rate of renewal would say. */
  readonly base: { readonly valueMinor: number; readonly naiveMinor: number | null } | null;
  readonly points: readonly CurvePoint[];
  /** By renewals made. */
  readonly residuals: readonly (ResidualRow | null)[];
};

const longestMonths = 120;
const shownMonths = 60;

/**
 * The curves of all segments with enough lives: everybody, every plan, every plan and vendor type; billing intervals apart. A segment that is too small
 * for a fit of its own continues with its plan's curve, a plan with everybody's. One at a time, because each takes a moment.
 */
export function* fitSegments(
  lives: readonly LifeCount[],
  house: Omit<ValuationTerms, 'periodMonths'>,
): Generator<SegmentCurve> {
  for (const interval of ['month', 'year'] as const) {
    const own = lives.filter((life) => life.interval === interval);
    const terms = { ...house, periodMonths: interval === 'month' ? 1 : 12 };
    const all = fitOne({ level: 'all', plan: null, vendorType: null, interval }, own, terms, null);
    if (all === null) continue;
    yield all.curve;
    for (const [plan, ofPlan] of grouped(own, (life) => life.plan)) {
      const fitted = fitOne({ level: 'plan', plan, vendorType: null, interval }, ofPlan, terms, all.tail);
      // Too few in a plan are too few in any part of it.
      if (fitted === null) continue;
      yield fitted.curve;
      for (const [vendorType, ofSegment] of grouped(ofPlan, (life) => life.vendorType)) {
        const segment = fitOne({ level: 'segment', plan, vendorType, interval }, ofSegment, terms, fitted.tail);
        if (segment !== null) yield segment.curve;
      }
    }
  }
}

type Tail = { readonly level: PoolLevel; readonly fit: RetentionFit; readonly starts: number };
type Fitted = { readonly curve: SegmentCurve; readonly tail: Tail | null };

function fitOne(key: CurveKey, lives: readonly LifeCount[], terms: ValuationTerms, wider: Tail | null): Fitted | null {
  const tenures = lives.flatMap(({ lives: times, periods, ended }) => repeated(times, { periods, ended }));
  if (tenures.length < minimumSegment) return null;
  // Whoever is too few is pooled, and everybody has no wider pool: their curve is fitted from fifty on, and its interval says how little that is.
  const choice = choiceOf(tenures, key.level === 'all' ? minimumSegment : undefined);
  const tail = choice === null ? wider : { level: key.level, fit: choice.chosen, starts: tenures.length };
  const staying = watchStaying(tenures, tail?.fit ?? null);
  const known = knownThen(lives);
  const then = observeStaying(
    known.map((one) => one.known),
    wider?.fit ?? null,
  );
  const curve: SegmentCurve = {
    ...key,
    terms,
    n: staying.n,
    lost: staying.lost,
    observed: staying.observed,
    ...worthOf(lives, staying, terms),
    tailOf: tail?.level ?? null,
    tail: tail?.fit.curve ?? null,
    tailStarts: tail?.starts ?? null,
    indicative: tail !== null && tail.starts < minimumStarts,
    models: modelsOf(choice),
    holdOut: choice?.backtest ?? null,
    backtest: backtestStaying(known, then),
    lifetimes: tail === null ? null : lifetimesOf(tail.fit.curve, terms),
    points: pointsOf(staying, choice, then, shownMonths / terms.periodMonths),
    residuals: residualTable(staying, longestMonths / terms.periodMonths, terms),
  };
  return { curve, tail };
}

function worthOf(lives: readonly LifeCount[], staying: Staying, terms: ValuationTerms) {
  const paying = sum(lives, (life) => life.paying);
  const arpaMinor = paying === 0 ? null : sum(lives, (life) => life.mrrMinor) / paying;
  const opportunities = sum(lives, (life) => life.lives * life.periods);
  const churn = opportunities === 0 ? null : staying.lost / opportunities / terms.periodMonths;
  return {
    paying,
    arpaMinor,
    headline: headlineOf(staying, arpaMinor, terms),
    simple: simpleLifetimeValue({ arpaMinor, logoChurn: churn }),
    margin: marginLifetimeValue({ arpaMinor, logoChurn: churn }, terms.grossMargin),
    base: staying.fit === null || arpaMinor === null ? null : baseOf(lives, staying.fit.curve, arpaMinor, terms, churn),
  };
}

/** Without anybody who pays there is no average to value a life with. */
function headlineOf(staying: Staying, arpaMinor: number | null, terms: ValuationTerms): LifetimeValue {
  const value = lifetimeValue(staying, arpaMinor ?? 0, terms);
  return arpaMinor === null ? { ...value, ...unknown('no-customers'), lowerMinor: null, upperMinor: null } : value;
}

function baseOf(
  lives: readonly LifeCount[],
  curve: RetentionCurve,
  arpaMinor: number,
  terms: ValuationTerms,
  monthlyChurn: number | null,
): SegmentCurve['base'] {
  const active = new Map<number, number>();
  for (const { periods, paying } of lives) if (paying > 0) active.set(periods, (active.get(periods) ?? 0) + paying);
  const retention = monthlyChurn === null ? null : 1 - monthlyChurn * terms.periodMonths;
  const { value, naiveValue } = baseValue(
    curve,
    active,
    arpaMinor * terms.grossMargin * terms.periodMonths,
    retention,
    { discountRate: ratePerPeriod(terms) },
  );
  return { valueMinor: Math.round(value), naiveMinor: naiveValue === null ? null : Math.round(naiveValue) };
}

function lifetimesOf(curve: RetentionCurve, terms: ValuationTerms): NonNullable<SegmentCurve['lifetimes']> {
  const discountRate = ratePerPeriod(terms);
  const over = (months: number) => discountedLifetime(curve, { discountRate, horizon: months / terms.periodMonths });
  return { months36: over(36), months60: over(60), endless: discountedLifetime(curve, { discountRate }) };
}

function ratePerPeriod({ annualDiscount, periodMonths }: ValuationTerms): number {
  return periodMonths === 12 ? annualDiscount : monthlyRate(annualDiscount);
}

function modelsOf(choice: RetentionChoice | null): SegmentCurve['models'] {
  return choice && { sbg: modelOf(choice.sbg), bdw: modelOf(choice.bdw), why: choice.why };
}

function modelOf({ curve, standardErrors, logLik, aic, converged, boundary }: RetentionFit): FittedModel {
  return { curve, standardErrors, logLik, aic, converged, boundary };
}

function pointsOf(staying: Staying, choice: RetentionChoice | null, then: Staying, longest: number): CurvePoint[] {
  const steps = new Map(staying.estimate.steps.map((step) => [step.time, step]));
  const fitted = (fit: RetentionFit | undefined, t: number) =>
    fit === undefined ? null : stayingAt({ ...staying, observed: 0, fit }, t);
  let last: { lower: number | null; upper: number | null } = { lower: null, upper: null };
  return Array.from({ length: longest + 1 }, (_, t) => {
    const step = steps.get(t);
    if (step !== undefined) last = survivalInterval(step);
    const seen = t <= staying.observed;
    return {
      t,
      atRisk: step?.atRisk ?? null,
      lost: step?.events ?? (seen && t > 0 ? 0 : null),
      seen: seen ? stayingAt(staying, t) : null,
      lower: seen ? last.lower : null,
      upper: seen ? last.upper : null,
      sbg: fitted(choice?.sbg, t),
      bdw: fitted(choice?.bdw, t),
      used: stayingAt(staying, t),
      foreseen: then.n === 0 ? null : stayingAt(then, t),
    };
  });
}

function knownThen(lives: readonly LifeCount[]): TenureKnownAndNow[] {
  return lives.flatMap(({ lives: times, periods, ended, periodsThen, endedThen }) =>
    periodsThen === null
      ? []
      : repeated(times, { known: { periods: periodsThen, ended: endedThen }, now: { periods, ended } }),
  );
}

function repeated<Item>(times: number, item: Item): Item[] {
  return Array.from({ length: times }, () => item);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
