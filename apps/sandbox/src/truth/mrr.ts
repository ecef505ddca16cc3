import { DAY_SECONDS, isoMonth, monthStart } from '../world/calendar.ts';
import type { SubscriptionState, SubscriptionStory } from './subscription-history.ts';

export type MovementType = 'new' | 'expansion' | 'contraction' | 'churn' | 'reactivation';

/** A change of a supplier's MRR; `changeTwelfths` is signed. */
export interface MrrMovement {
  supplier: string;
  at: number;
  currency: string;
  type: MovementType;
  changeTwelfths: number;
}

type ByCurrency = Record<string, number>;

export interface MrrTruth {
  /** Twelve times the MRR in minor units, exact, per currency. */
  nowTwelfths: ByCurrency;
  /** As money: each subscription's MRR rounded half to even, summed. */
  nowMinor: ByCurrency;
  /** Per supplier external id, for those above zero. */
  bySupplierTwelfths: Record<string, ByCurrency>;
  /** At the last second of each month since the start; the running month as of now. */
  monthEndTwelfths: Record<string, ByCurrency>;
  /** month -> currency -> type -> sum of signed changes */
  movementTwelfths: Record<string, Record<string, Partial<Record<MovementType, number>>>>;
}

/** Past due subscriptions stop counting after this many days. */
const PAST_DUE_DAYS = 30;

/** MRR by the definition of the product's glossary, from the recorded states of every subscription. */
export function mrrTruth(
  stories: readonly SubscriptionStory[],
  suppliers: ReadonlyMap<string, string>,
  now: number,
): MrrTruth {
  const bySupplier = groupBySupplier(stories, suppliers);
  const movements = [...bySupplier].flatMap(([supplier, own]) => supplierMovements(supplier, own, now));
  const nowTwelfths = totalAt(stories, now);
  return {
    nowTwelfths,
    nowMinor: minorAt(stories, now),
    bySupplierTwelfths: Object.fromEntries(
      [...bySupplier]
        .map(([supplier, own]) => [supplier, totalAt(own, now)] as const)
        .filter(([, total]) => Object.keys(total).length > 0),
    ),
    monthEndTwelfths: monthEnds(stories, now),
    movementTwelfths: groupMovements(movements),
  };
}

function groupBySupplier(
  stories: readonly SubscriptionStory[],
  suppliers: ReadonlyMap<string, string>,
): Map<string, SubscriptionStory[]> {
  const groups = new Map<string, SubscriptionStory[]>();
  for (const story of stories) {
    const supplier = suppliers.get(story.customer) ?? story.customer;
    groups.set(supplier, [...(groups.get(supplier) ?? []), story]);
  }
  return groups;
}

/** MRR of one subscription at a moment, in twelfths. */
export function twelfthsAt(story: SubscriptionStory, at: number): number {
  if (story.firstPaidAt === null || story.firstPaidAt > at) return 0;
  const state = story.states.findLast((candidate) => candidate.at <= at);
  if (!state || state.paused || !counts(story, state, at)) return 0;
  return discounted(state, at);
}

/** What is left after the discounts that lower MRR at the moment. */
export function discounted(state: SubscriptionState, at: number): number {
  const running = state.discounts.filter(({ endsAt }) => endsAt === null || endsAt > at);
  const left = running.reduce(
    (rest, { percentOff, amountOffTwelfths }) => rest * (1 - percentOff / 100) - amountOffTwelfths,
    state.grossTwelfths,
  );
  return Math.max(0, Math.round(left));
}

function counts(story: SubscriptionStory, state: SubscriptionState, at: number): boolean {
  if (state.status === 'active') return true;
  return state.status === 'past_due' && at < pastDueSince(story, state) + PAST_DUE_DAYS * DAY_SECONDS;
}

/** Start of the unbroken run of past_due states that the state belongs to. */
function pastDueSince(story: SubscriptionStory, state: SubscriptionState): number {
  const until = story.states.indexOf(state);
  const before = story.states.slice(0, until).findLastIndex(({ status }) => status !== 'past_due');
  return story.states[before + 1]?.at ?? state.at;
}

function totalAt(stories: readonly SubscriptionStory[], at: number): ByCurrency {
  const total: ByCurrency = {};
  for (const story of stories) {
    const twelfths = twelfthsAt(story, at);
    if (twelfths !== 0) total[story.currency] = (total[story.currency] ?? 0) + twelfths;
  }
  return total;
}

function minorAt(stories: readonly SubscriptionStory[], at: number): ByCurrency {
  const total: ByCurrency = {};
  for (const story of stories) {
    const minor = roundedTwelfth(twelfthsAt(story, at));
    if (minor !== 0) total[story.currency] = (total[story.currency] ?? 0) + minor;
  }
  return total;
}

function monthEnds(stories: readonly SubscriptionStory[], now: number): Record<string, ByCurrency> {
  const first = stories.reduce((earliest, story) => Math.min(earliest, story.states[0]?.at ?? now), now);
  const ends: Record<string, ByCurrency> = {};
  for (let month = monthStart(first); month <= now; month = monthStart(month, 1)) {
    ends[isoMonth(month)] = totalAt(stories, Math.min(monthStart(month, 1) - 1, now));
  }
  return ends;
}

/** Every moment at which one of the subscriptions may change its MRR. */
function turningPoints(stories: readonly SubscriptionStory[], now: number): number[] {
  const points = stories.flatMap((story) => [
    ...(story.firstPaidAt === null ? [] : [story.firstPaidAt]),
    ...story.states.flatMap((state) => [
      state.at,
      ...(state.status === 'past_due' ? [pastDueSince(story, state) + PAST_DUE_DAYS * DAY_SECONDS] : []),
      ...state.discounts.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt])),
    ]),
  ]);
  return [...new Set(points)].filter((at) => at <= now).toSorted((a, b) => a - b);
}

function supplierMovements(supplier: string, stories: readonly SubscriptionStory[], now: number): MrrMovement[] {
  const currency = stories[0]?.currency ?? 'gbp';
  const movements: MrrMovement[] = [];
  let before = 0;
  for (const at of turningPoints(stories, now)) {
    const after = totalAt(stories, at)[currency] ?? 0;
    if (after !== before) {
      const type = classify(before, after, movements.length > 0);
      movements.push({ supplier, at, currency, type, changeTwelfths: after - before });
    }
    before = after;
  }
  return movements;
}

function classify(before: number, after: number, paidBefore: boolean): MovementType {
  if (before === 0) return paidBefore ? 'reactivation' : 'new';
  if (after === 0) return 'churn';
  return after > before ? 'expansion' : 'contraction';
}

function groupMovements(movements: readonly MrrMovement[]): MrrTruth['movementTwelfths'] {
  const grouped: MrrTruth['movementTwelfths'] = {};
  for (const { at, currency, type, changeTwelfths } of movements) {
    const sums = ((grouped[isoMonth(at)] ??= {})[currency] ??= {});
    sums[type] = (sums[type] ?? 0) + changeTwelfths;
  }
  return grouped;
}

function roundedTwelfth(twelfths: number): number {
  const whole = Math.floor(twelfths / 12);
  const rest = twelfths - whole * 12;
  if (rest === 6) return whole % 2 === 0 ? whole : whole + 1;
  return rest > 6 ? whole + 1 : whole;
}
