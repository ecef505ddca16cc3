import { plans } from './market.ts';
import type { PlanCode } from './market.ts';
import { parameters } from './parameters.ts';
import { between, chance, clamp, logistic, stream } from './random.ts';
import type { Channel, SupplierProfile, SupplierState, Touch } from './supplier.ts';

const DAY_SECONDS = 86_400;

/** How a supplier is disposed, which decides whether advice helps. */
export const moods = ['quiet', 'steady', 'busy'] as const;
export type Mood = (typeof moods)[number];

export function moodOf({ engagement }: Pick<SupplierState, 'engagement'>): Mood {
  const { quietBelow, busyAbove } = parameters.interventions;
  if (engagement < quietBelow) return 'quiet';
  return engagement > busyAbove ? 'busy' : 'steady';
}

/** Added to the logit of the hazard: what the advice of the last months does, fading; more than a few within a fortnight annoys. Zero for whom none reached. */
export function contactEffect({ touches = [], plan, engagement }: Contacted, now: number): number {
  const recent = touches.filter(({ at }) => at <= now);
  if (recent.length === 0) return 0;
  const { perTouch, annoyedBy, halfLifeDays, mostHelpful, freePerFortnight, perTooMany } = parameters.interventions;
  const ageDays = (touch: Touch) => (now - touch.at) / DAY_SECONDS;
  const felt = recent.reduce((sum, touch) => sum + 2 ** (-ageDays(touch) / halfLifeDays), 0);
  const mood = moodOf({ engagement });
  const each = annoyedBy[plan] ?? perTouch[mood];
  const tooMany = Math.max(0, recent.filter((touch) => ageDays(touch) < 14).length - freePerFortnight);
  return each * clamp(felt, 0, mostHelpful) + perTooMany * tooMany;
}

type Contacted = Pick<SupplierState, 'touches' | 'plan' | 'engagement'>;

/** The same month in two worlds for one segment of those who pay now: nobody reached, and everybody reached once today. */
export interface SegmentUplift {
  readonly plan: PlanCode;
  readonly mood: Mood;
  readonly suppliers: number;
  /** How many of them any advice has reached. */
  readonly reached: number;
  readonly hazardWithout: number;
  readonly hazardWith: number;
  /** What advice spares them: the first less the second. Below zero it drives them away. */
  readonly uplift: number;
}

type HazardOf = (profile: SupplierProfile, state: SupplierState, now: number) => { readonly hazard: number };
type Whom = { readonly profile: SupplierProfile; readonly state: SupplierState };

/** The true uplift of advice, segment by segment; segments nobody is in are left out. */
export function upliftBySegment(paying: readonly Whom[], hazardOf: HazardOf, now: number): SegmentUplift[] {
  return plans.flatMap(({ code: plan }) =>
    moods.flatMap((mood) => {
      const within = paying.filter(({ state }) => state.plan === plan && moodOf(state) === mood);
      if (within.length === 0) return [];
      const meanWith = (touches: readonly Touch[]) =>
        mean(within.map(({ profile, state }) => hazardOf(profile, { ...state, touches: [...touches] }, now).hazard));
      const [hazardWithout, hazardWith] = [meanWith([]), meanWith([{ at: now, channel: 'email' }])];
      return [
        {
          plan,
          mood,
          suppliers: within.length,
          reached: within.filter(({ state }) => (state.touches ?? []).length > 0).length,
          hazardWithout,
          hazardWith,
          uplift: hazardWithout - hazardWith,
        },
      ];
    }),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What a reader does: answers, or signs in, so many seconds later. */
export interface Noticed {
  readonly answers: boolean;
  readonly seconds: number;
}

/** Whether somebody just reached takes notice, by luck of its own: nobody else's is shifted by it. */
export function noticeOf(seed: number, now: number, state: SupplierState, channel: Channel): Noticed | null {
  const { noticeLogit, answersShare, noticedAfterSeconds } = parameters.interventions;
  const times = state.touches?.length ?? 0;
  const random = stream(seed, 'notices', state.number, channel, times, now);
  if (!chance(random, logistic(noticeLogit[moodOf(state)]))) return null;
  const [soonest, latest] = noticedAfterSeconds;
  return { answers: chance(random, answersShare), seconds: Math.round(between(random, soonest, latest)) };
}
