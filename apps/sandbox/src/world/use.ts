import { DAY_SECONDS, isoDate, localHour } from './calendar.ts';
import { parameters } from './parameters.ts';
import { chance, clamp, normal, pick, pickWeighted, poisson, stream } from './random.ts';
import type { Random } from './random.ts';
import { seasonFactor } from './seasons.ts';
import type { SupplierProfile, SupplierState } from './supplier.ts';

/** A product event on its way to the host application's feed. */
export interface UseEvent {
  readonly at: number;
  readonly supplier: number;
  readonly id: string;
  readonly name: string;
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
}

type Draft = Omit<UseEvent, 'supplier' | 'id'>;

interface Day {
  readonly start: number;
  readonly random: Random;
  readonly profile: SupplierProfile;
  readonly state: SupplierState;
}

/** What happens once may entail more: an enquiry is answered, a ticket closed, a contract signed. */
type Happening = (day: Day, at: number) => Draft[];

/**
 * What one supplier does in one day, in time order: a Poisson number of happenings at engagement times season, onboarding
 * steps during the trial, and the NPS question. Advances onboarding, adoption and open tickets in the state.
 */
export function planDay(seed: number, profile: SupplierProfile, state: SupplierState, dayStart: number): UseEvent[] {
  const day: Day = { start: dayStart, random: stream(seed, 'use', profile.number, dayStart), profile, state };
  const drafts = [...dailyWork(day), ...onboarding(day), ...npsAnswer(day)].filter(
    ({ at }) => at >= profile.signedUpAt,
  );
  const date = isoDate(dayStart);
  return drafts
    .toSorted((a, b) => a.at - b.at)
    .map((draft, index) => ({ ...draft, supplier: profile.number, id: `${profile.externalId}-${date}-${index + 1}` }));
}

/** How much a supplier uses the product, relative to an average one in an average month. */
export function activityLevel(state: SupplierState): number {
  const { elasticity, quietElasticity, trialFactor, pausedFactor } = parameters.engagement;
  const level = Math.exp((state.engagement < 0 ? quietElasticity : elasticity) * state.engagement);
  if (state.stage === 'trial') return level * trialFactor;
  return state.stage === 'paused' ? level * pausedFactor : level;
}

const awakeSum = parameters.use.hours.reduce<number>((sum, hour) => sum + hour, 0);

/** How awake a place is, 1 on average over the day. */
export function hourFactor(profile: SupplierProfile, at: number): number {
  return ((parameters.use.hours[localHour(at, profile.region.utcOffsetHours)] ?? 0) * 24) / awakeSum;
}

function dailyWork(day: Day): Draft[] {
  const level = activityLevel(day.state);
  const rows = work.map((row) => ({
    ...row,
    weight: row.perDay * seasonFactor(day.profile, day.start, row.season) * level,
  }));
  const happenings = poisson(
    day.random,
    rows.reduce((sum, row) => sum + row.weight, 0),
  );
  return Array.from({ length: happenings }).flatMap(() => pickWeighted(day.random, rows).happen(day, timeOfDay(day)));
}

const { perDay } = parameters.use;

/** The kinds of work, how often, after which season, and what they entail. */
const work: readonly { perDay: number; season: 'planning' | 'delivery' | 'blend'; happen: Happening }[] = [
  { perDay: perDay.login, season: 'blend', happen: (_day, at) => [{ at, name: 'login' }] },
  { perDay: perDay.enquiry, season: 'planning', happen: enquiry },
  { perDay: perDay.form, season: 'planning', happen: (_day, at) => [{ at, name: 'form.submitted' }] },
  { perDay: perDay.contract, season: 'planning', happen: contract },
  { perDay: perDay.invoice, season: 'blend', happen: (_day, at) => [{ at, name: 'invoice.sent' }] },
  { perDay: perDay.feature, season: 'blend', happen: featureUse },
  { perDay: perDay.ticket, season: 'blend', happen: ticket },
  { perDay: perDay.teamInvite, season: 'blend', happen: (_day, at) => [{ at, name: 'team.invited' }] },
];

function enquiry(day: Day, at: number): Draft[] {
  const received: Draft = { at, name: 'enquiry.received' };
  if (!chance(day.random, answeredShare(day.state))) return [received];
  const responseMinutes = Math.round(
    clamp(Math.exp(normal(day.random, 4.6 - 0.5 * day.state.engagement, 1.2)), 2, 6_000),
  );
  return [received, { at: at + responseMinutes * 60, name: 'enquiry.answered', properties: { responseMinutes } }];
}

function answeredShare(state: SupplierState): number {
  return clamp(parameters.use.enquiryAnsweredShare + 0.08 * state.engagement, 0.2, 0.99);
}

function contract(day: Day, at: number): Draft[] {
  const sent: Draft = { at, name: 'contract.sent' };
  if (!chance(day.random, parameters.use.contractSignedShare)) return [sent];
  return [sent, { at: at + Math.round((0.1 + day.random() * 8) * DAY_SECONDS), name: 'contract.signed' }];
}

function featureUse(day: Day, at: number): Draft[] {
  return [{ at, name: 'feature.used', properties: { feature: pick(day.random, day.state.features) } }];
}

function ticket(day: Day, at: number): Draft[] {
  const [low, high] = parameters.use.ticketOpenDays;
  const closedAt = at + Math.round((low + (high - low) * day.random() ** 2) * DAY_SECONDS);
  return [
    {
      at,
      name: 'support.ticket_opened',
      properties: { topic: pick(day.random, ['billing', 'how-to', 'bug', 'import', 'calendar']) },
    },
    { at: closedAt, name: 'support.ticket_closed' },
  ];
}

/** Steps not taken yet, each by its own chance; only in the first three months. */
function onboarding(day: Day): Draft[] {
  const { profile, state, random } = day;
  if (day.start > profile.signedUpAt + 90 * DAY_SECONDS) return [];
  const slower = state.stage === 'trial' ? 1 : 0.25;
  const factor = slower * Math.exp(parameters.engagement.elasticity * state.engagement);
  const taken = parameters.trial.steps
    .filter(({ milestone }) => !state.milestones.includes(milestone))
    .filter((step) => chance(random, Math.min(0.95, step.chancePerDay * factor)));
  return taken.flatMap(({ milestone }) => reach(day, milestone));
}

const stepEvents: Readonly<Record<string, string>> = {
  profile_completed: 'profile.completed',
  calendar_synced: 'calendar.synced',
};

function reach(day: Day, milestone: string): Draft[] {
  const at = timeOfDay(day);
  day.state.milestones.push(milestone);
  adoptFeature(day);
  const event = stepEvents[milestone];
  const reached: Draft = { at, name: 'milestone.reached', properties: { milestone } };
  return event ? [{ at, name: event }, reached] : [reached];
}

function adoptFeature({ random, state }: Day): void {
  const open = parameters.use.features.filter((feature) => !state.features.includes(feature));
  if (open.length > 0) state.features.push(pick(random, open));
}

function npsAnswer(day: Day): Draft[] {
  const { everyDays, answeredShare: share, centre, slope, noise } = parameters.use.nps;
  const age = Math.floor((day.start - day.profile.signedUpAt) / DAY_SECONDS);
  if (age <= 0 || age % everyDays !== 0 || !chance(day.random, share)) return [];
  const score = Math.round(clamp(normal(day.random, centre + slope * day.state.engagement, noise), 0, 10));
  return [{ at: timeOfDay(day), name: 'nps.answered', properties: { score } }];
}

function timeOfDay({ start, random, profile }: Day): number {
  const hours = Array.from({ length: 24 }, (_, hour) => start + hour * 3_600);
  const hour = pickWeighted(
    random,
    hours.map((at) => ({ at, weight: hourFactor(profile, at) })),
  );
  return hour.at + Math.floor(random() * 3_600);
}
