import type { WorldContext } from './context.ts';
import { luck } from './context.ts';
import { DAY_SECONDS, isoMonth, monthStart } from './calendar.ts';
import { monthlyHazard } from './hazard.ts';
import { parameters } from './parameters.ts';
import { inviteInVain } from './referrals.ts';
import { between, chance, normal, poisson, stream } from './random.ts';
import type { Random } from './random.ts';
import { isOffSeason, weddingsOfMonth } from './seasons.ts';
import type { SupplierProfile, SupplierState } from './supplier.ts';
import { planDay } from './use.ts';
import { renewalOf } from './subscription.ts';

/** Midnight: everybody's work of the day is planned; in real time new suppliers may come. */
export function beginDay(context: WorldContext): void {
  const today = context.now();
  context.agenda.plan(today + DAY_SECONDS, { kind: 'begins-day' });
  for (const state of context.states()) {
    if (state.stage === 'gone') continue;
    planDay(context.seed, context.profile(state.number), state, today).forEach((event) => context.use(event));
  }
  if (context.isLive()) welcomeNewcomers(context, today);
}

function welcomeNewcomers(context: WorldContext, today: number): void {
  const random = stream(context.seed, 'newcomers', today);
  const perDay = (context.profiles.length * parameters.acquisition.liveYearlyShare) / 365;
  for (let count = poisson(random, perDay); count > 0; count -= 1) {
    const profile = context.addSupplier(today + Math.floor(random() * DAY_SECONDS));
    context.agenda.plan(profile.signedUpAt, { kind: 'signs-up', supplier: profile.number });
  }
}

/** The first of a month: engagement drifts, and every paying supplier's month is decided. */
export function beginMonth(context: WorldContext): void {
  const month = context.now();
  context.agenda.plan(monthStart(month, 1), { kind: 'begins-month' });
  for (const state of context.states()) {
    if (state.stage === 'gone') continue;
    const profile = context.profile(state.number);
    driftEngagement(luck(context, 'drift', state.number), state);
    planGalleries(context, profile);
    inviteInVain(context, state);
    context.announce(profile);
    if (state.stage === 'paying' && state.leaving === null) decideMonth(context, profile, state);
  }
}

function driftEngagement(random: Random, state: SupplierState): void {
  const { monthlyDeviation, monthlyReversion, lossOfInterestPerMonth, lossOfInterestDepth } = parameters.engagement;
  if (chance(random, lossOfInterestPerMonth)) state.engagementMean -= lossOfInterestDepth;
  const pull = monthlyReversion * (state.engagementMean - state.engagement);
  state.engagement += pull + normal(random, 0, monthlyDeviation);
}

function planGalleries(context: WorldContext, profile: SupplierProfile): void {
  if (!profile.vendor.publishesGalleries) return;
  const random = luck(context, 'galleries', profile.number);
  const [soon, late] = parameters.use.galleryDelayDays;
  for (const wedding of weddingsOfMonth(context.seed, profile, context.now())) {
    const at = wedding.date + Math.round(between(random, soon, late) * DAY_SECONDS);
    if (wedding.bookedAt >= profile.signedUpAt)
      context.agenda.plan(at, { kind: 'publishes-gallery', supplier: profile.number });
  }
}

/** Records the true hazard, then draws: leaving, pausing, changing plan, a card that will be declined. */
function decideMonth(context: WorldContext, profile: SupplierProfile, state: SupplierState): void {
  const month = context.now();
  const truth = monthlyHazard(profile, state, month);
  context.hazards.push({ supplier: profile.externalId, month: isoMonth(month), ...truth });
  const random = luck(context, 'month', profile.number);
  const someday = () => month + Math.floor(random() * 27 * DAY_SECONDS) + 36_000;
  // Every draw is made, whatever came before, so that one parameter does not shift the luck of the others.
  const draws = { leaves: random(), pauses: random(), upgrades: random(), downgrades: random(), declined: random() };
  const at = someday();
  if (draws.declined < context.declineChance(month)) planDecline(context, profile, state);
  if (draws.leaves < truth.hazard) return planLeaving(context, state, at, random);
  if (draws.pauses < pauseChance(profile, month)) return planPause(context, profile, at);
  if (draws.upgrades < tilted(parameters.changes.upgradePerMonth, state)) return planChange(context, profile, at, 'up');
  if (draws.downgrades < tilted(parameters.changes.downgradePerMonth, state, -1))
    planChange(context, profile, at, 'down');
}

function planLeaving(context: WorldContext, state: SupplierState, at: number, random: Random): void {
  state.leaving = 'voluntary';
  const atPeriodEnd = chance(random, parameters.churn.atPeriodEndShare);
  context.agenda.plan(at, { kind: 'leaves', supplier: state.number, cause: 'voluntary', atPeriodEnd });
}

function planPause(context: WorldContext, profile: SupplierProfile, at: number): void {
  const [, back] = parameters.pause.northernMonths;
  const southern = profile.country.code === 'AU' ? 6 : 0;
  const backMonth = (back + southern) % 12;
  const months = Array.from({ length: 12 }, (_, later) => monthStart(at, later + 1));
  const resumesAt = months.find((month) => new Date(month * 1_000).getUTCMonth() === backMonth) ?? monthStart(at, 3);
  context.agenda.plan(at, { kind: 'pauses', supplier: profile.number, resumesAt });
}

/** The share of the parameters is per off season; it is decided in its first month. */
function pauseChance(profile: SupplierProfile, month: number): number {
  const first = isOffSeason(profile, month) && !isOffSeason(profile, monthStart(month, -1));
  return first ? profile.vendor.seasonalPauseShare : 0;
}

function planChange(context: WorldContext, profile: SupplierProfile, at: number, direction: 'up' | 'down'): void {
  context.agenda.plan(at, { kind: 'changes-plan', supplier: profile.number, direction });
}

function tilted(perMonth: number, state: SupplierState, sign = 1): number {
  return perMonth * Math.exp(sign * parameters.changes.perEngagement * state.engagement);
}

/** The bank starts to say no shortly before the renewal, if one falls into this month. */
function planDecline(context: WorldContext, profile: SupplierProfile, state: SupplierState): void {
  const renewsAt = renewalOf(context, state);
  const month = context.now();
  if (renewsAt === null || state.paymentMethodId === null || renewsAt >= monthStart(month, 1)) return;
  const paymentMethod = state.paymentMethodId;
  context.agenda.plan(Math.max(month, renewsAt - 3_600), {
    kind: 'card-goes-bad',
    supplier: profile.number,
    paymentMethod,
  });
}
