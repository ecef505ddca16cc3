import type { ActOf } from './acts.ts';
import { DAY_SECONDS, HOUR_SECONDS } from './calendar.ts';
import { luck, type WorldContext } from './context.ts';
import { parameters } from './parameters.ts';
import type { ReferralRecord } from './referral-record.ts';
import { between, chance, integer, pickWeighted, poisson, stream } from './random.ts';
import type { Random } from './random.ts';
import type { SupplierProfile, SupplierState } from './supplier.ts';

const { referrals: how } = parameters;

/** Some who sign up come on the invite of a supplier that pays; a few of them on two, and a few pay with the card of whoever invited them. */
export function comeOnInvite(context: WorldContext, { supplier }: ActOf<'signs-up'>): void {
  const profile = context.profile(supplier);
  const random = stream(context.seed, 'comes-on-invite', supplier);
  if (!chance(random, how.cameShare)) return;
  const late = chance(random, how.lateShare);
  const [soonest, latest] = late ? how.lateDays : how.acceptedDays;
  const sentAt = Math.round(profile.signedUpAt - between(random, soonest, latest) * DAY_SECONDS);
  const inviter = chooseInviter(context, random, { sentAt, of: supplier });
  if (inviter === null) return;
  const cheats = chance(random, how.ownCardShare) && payAlike(inviter, profile);
  const record = send(context, { inviter, sentAt, address: addressOf(profile), scheme: cheats ? 'own_card' : 'none' });
  accept(context, record, supplier, profile.signedUpAt + integer(random, 60, HOUR_SECONDS));
  const state = context.state(supplier);
  if (cheats && state !== undefined) state.cardOwner = inviter.number;
  if (chance(random, how.rivalShare)) addRival(context, random, { supplier, first: inviter.number });
}

/** Somebody else had invited the same supplier; it finds that mail a day later. */
function addRival(
  context: WorldContext,
  random: Random,
  { supplier, first }: { supplier: number; first: number },
): void {
  const profile = context.profile(supplier);
  const sentAt = Math.round(profile.signedUpAt - between(random, 1, 20) * DAY_SECONDS);
  const rival = chooseInviter(context, random, { sentAt, of: supplier, but: first });
  if (rival === null) return;
  const record = send(context, { inviter: rival, sentAt, address: addressOf(profile), scheme: 'none' });
  accept(context, record, supplier, profile.signedUpAt + DAY_SECONDS);
}

/** The first of a month: invites of the month before that nobody took up, reminders among them, and some who invite themselves. */
export function inviteInVain(context: WorldContext, state: SupplierState): void {
  if (state.stage !== 'paying' || state.payingSince === null) return;
  const profile = context.profile(state.number);
  const random = luck(context, 'invites-in-vain', state.number);
  const sent = poisson(random, how.inVainPerMonth * Math.sqrt(reachOf(context, state.number)));
  for (let count = 0; count < sent; count += 1) {
    const sentAt = Math.round(context.now() - between(random, 0.5, 27) * DAY_SECONDS);
    const address = `hello@colleague-${state.number}-${sentAt}.example`;
    if (sentAt <= state.payingSince) continue;
    send(context, { inviter: profile, sentAt, address, scheme: 'none' });
    if (chance(random, how.reminderShare))
      send(context, { inviter: profile, sentAt: sentAt + 3 * HOUR_SECONDS, address, scheme: 'none' });
  }
  if (chance(random, how.ownAccountPerMonth)) inviteOneself(context, profile);
}

function inviteOneself(context: WorldContext, profile: SupplierProfile): void {
  const sentAt = context.now() - 2 * HOUR_SECONDS;
  const record = send(context, { inviter: profile, sentAt, address: addressOf(profile), scheme: 'own_account' });
  accept(context, record, profile.number, sentAt + 900);
}

type Choice = { readonly sentAt: number; readonly of: number; readonly but?: number };

/** Of some who were there, one who paid by then, in proportion to how many people they know; nobody brings more than a few a day. */
function chooseInviter(context: WorldContext, random: Random, { sentAt, of, but }: Choice): SupplierProfile | null {
  const met = Array.from({ length: Math.min(how.met, of - 1) }, () => integer(random, 1, of - 1));
  const able = [...new Set(met)].filter((number) => number !== but && mayInvite(context, number, sentAt));
  if (able.length === 0) return null;
  const { number } = pickWeighted(
    random,
    able.map((one) => ({ number: one, weight: reachOf(context, one) })),
  );
  return context.profile(number);
}

function mayInvite(context: WorldContext, number: number, sentAt: number): boolean {
  const state = context.state(number);
  if (state?.stage !== 'paying' || state.payingSince === null || state.payingSince >= sentAt) return false;
  const since = context.now() - 2 * DAY_SECONDS;
  return (state.brought ?? []).filter((at) => at > since).length < how.mostAcceptedInDay;
}

/** How many people somebody knows, relative to most: a few know everybody. */
function reachOf(context: WorldContext, supplier: number): number {
  return chance(stream(context.seed, 'knows-everybody', supplier), how.connectorShare) ? how.connectorReach : 1;
}

/** Who could pass off the other's card as a card of one's own without the bank seeing another country. */
function payAlike(one: SupplierProfile, other: SupplierProfile): boolean {
  const byCard = ({ paysByBacs, paysByPaypal, foreignCard }: SupplierProfile) =>
    !paysByBacs && !paysByPaypal && !foreignCard;
  return one.country.code === other.country.code && byCard(one) && byCard(other);
}

/** The card that somebody passes off as its own; null for everybody who uses a card of one's own. */
export function borrowedCard(context: WorldContext, { cardOwner }: SupplierState): string | null {
  return cardOwner === undefined ? null : (context.state(cardOwner)?.cards?.at(-1) ?? null);
}

function addressOf({ contacts, externalId }: SupplierProfile): string {
  return contacts[0]?.email ?? `${externalId}@nowhere.example`;
}

type Invite = {
  readonly inviter: SupplierProfile;
  readonly sentAt: number;
  readonly address: string;
  readonly scheme: ReferralRecord['scheme'];
};

function send(context: WorldContext, { inviter, sentAt, address, scheme }: Invite): ReferralRecord {
  const invite = `${inviter.externalId}-invite-${context.referrals.length + 1}`;
  const record = {
    invite,
    inviter: inviter.number,
    invitee: address,
    sentAt,
    acceptedBy: null,
    acceptedAt: null,
    scheme,
  };
  context.referrals.push(record);
  const channel = pickWeighted(stream(context.seed, 'invite-channel', invite), how.channels).channel;
  const properties = { invite, invitee: address, channel };
  context.use({ at: sentAt, supplier: inviter.number, id: `${invite}-sent`, name: 'referral.invited', properties });
  return record;
}

function accept(context: WorldContext, record: ReferralRecord, supplier: number, at: number): void {
  Object.assign(record, { acceptedBy: supplier, acceptedAt: at });
  const { invite, inviter } = record;
  const state = context.state(inviter);
  if (state !== undefined) (state.brought ??= []).push(at);
  context.use({ at, supplier, id: `${invite}-accepted`, name: 'referral.accepted', properties: { invite } });
}
