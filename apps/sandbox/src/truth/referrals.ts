import { DAY_SECONDS } from '../world/calendar.ts';
import type { ReferralRecord } from '../world/referral-record.ts';
import type { World } from '../world/index.ts';

export interface ReferralTruth {
  /** By the invite's id, with who brought whom. */
  credited: { invite: string; inviter: string; invitee: string }[];
  fraud: { invite: string; why: 'self_referral' | 'same_card' }[];
  /** Accepted in good faith, and worth nothing: too late, or somebody else was first. */
  refused: { invite: string; why: 'too_late' | 'another_first' }[];
  invites: number;
  /** Over invites sent 180 to 90 days ago by those who were customers then: different people invited, and of them who paid within 90 days. */
  k: { customers: number; invites: number; paid: number; value: number | null };
}

/** When each supplier first paid above zero, and when its last subscription ended, by its number; Infinity: not yet. */
export type CustomerTimes = ReadonlyMap<number, { readonly since: number; readonly until: number }>;

const window = 90 * DAY_SECONDS;

/** Who truly brought whom as of a moment. */
export function referralTruth({ context }: World, times: CustomerTimes, now: number): ReferralTruth {
  const sent = context.referrals.filter(({ sentAt }) => sentAt <= now);
  const accepted = sent
    .filter((record): record is Accepted => record.acceptedAt !== null && record.acceptedAt <= now)
    .toSorted((a, b) => a.acceptedAt - b.acceptedAt);
  const truth: Pick<ReferralTruth, 'credited' | 'fraud' | 'refused'> = { credited: [], fraud: [], refused: [] };
  const taken = new Set<number>();
  for (const record of accepted) {
    const { invite, acceptedBy, acceptedAt, sentAt } = record;
    const crime = crimeOf(context, record);
    if (crime !== null) truth.fraud.push({ invite, why: crime });
    else if (acceptedAt - sentAt > window) truth.refused.push({ invite, why: 'too_late' });
    else if (taken.has(acceptedBy)) truth.refused.push({ invite, why: 'another_first' });
    else {
      taken.add(acceptedBy);
      if ((times.get(acceptedBy)?.since ?? Infinity) <= now) truth.credited.push({ invite, ...names(context, record) });
    }
  }
  return { ...truth, invites: sent.length, k: kOf({ sent, truth, times, now }) };
}

type Accepted = ReferralRecord & { acceptedBy: number; acceptedAt: number };
type Context = World['context'];

function crimeOf(context: Context, { inviter, acceptedBy }: Accepted): 'self_referral' | 'same_card' | null {
  if (inviter === acceptedBy) return 'self_referral';
  const cards = new Set(context.state(inviter)?.cards ?? []);
  return context.state(acceptedBy)?.cards?.some((card) => cards.has(card)) ? 'same_card' : null;
}

function names(context: Context, { inviter, acceptedBy }: Accepted): { inviter: string; invitee: string } {
  return { inviter: context.profile(inviter).externalId, invitee: context.profile(acceptedBy).externalId };
}

type Known = {
  readonly sent: readonly ReferralRecord[];
  readonly truth: Pick<ReferralTruth, 'credited'>;
  readonly times: CustomerTimes;
  readonly now: number;
};

function kOf({ sent, truth, times, now }: Known): ReferralTruth['k'] {
  const [from, to] = [now - 2 * window, now - window];
  const customers = new Set(
    [...times].filter(([, { since, until }]) => since < to && until > from).map(([number]) => number),
  );
  const credited = new Set(truth.credited.map(({ invite }) => invite));
  const people = new Map<string, { sentAt: number; paidAt: number }>();
  for (const { inviter, invitee, sentAt, acceptedBy, invite } of sent) {
    if (!customers.has(inviter)) continue;
    const known = people.get(`${inviter} ${invitee}`);
    const paidAt = credited.has(invite) ? (times.get(acceptedBy ?? 0)?.since ?? Infinity) : Infinity;
    people.set(`${inviter} ${invitee}`, {
      sentAt: Math.min(sentAt, known?.sentAt ?? Infinity),
      paidAt: Math.min(paidAt, known?.paidAt ?? Infinity),
    });
  }
  const inWindow = [...people.values()].filter(({ sentAt }) => sentAt >= from && sentAt < to);
  const paid = inWindow.filter(({ sentAt, paidAt }) => paidAt <= sentAt + window).length;
  return {
    customers: customers.size,
    invites: inWindow.length,
    paid,
    value: customers.size === 0 ? null : paid / customers.size,
  };
}
