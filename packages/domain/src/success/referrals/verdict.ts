import { grouped } from '@wedsync/domain/platform';
import { isMailboxProvider } from './mailbox-providers.ts';
import { clockSlackMs, inviteWindowDays, inviteWindowMs, mostAcceptedInDay } from './policy.ts';

/** Sent: nobody has accepted. Waiting: accepted, and something is still missing. Refused: in good faith, but it earns no credit. */
export const referralStates = ['sent', 'waiting', 'credited', 'refused', 'fraud'] as const;
export type ReferralState = (typeof referralStates)[number];

/** What a person may say over the rules: that an invite earns its credit, or that it does not. */
export const referralDecisions = ['credit', 'refuse'] as const;
export type ReferralDecision = (typeof referralDecisions)[number];

/** What is known of one invite. Who is not known yet is null, whatever has arrived first. */
export type ReferralFacts = {
  readonly id: string;
  readonly inviterId: string | null;
  readonly inviteeId: string | null;
  /** Who accepted, as the host application names it. */
  readonly inviteeExternalId: string | null;
  readonly sentAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly signedUpAt: Date | null;
  /** First invoice above zero that the invitee paid. */
  readonly paidAt: Date | null;
  /** A contact of the one has the e-mail address of a contact of the other. */
  readonly sharesContact: boolean;
  readonly sharesCard: boolean;
  readonly inviterDomains: readonly string[];
  /** Of the invitee's contacts and of the address that was invited. */
  readonly inviteeDomains: readonly string[];
  /** Invites of the same inviter that were accepted in the 24 hours up to this acceptance, this one included. */
  readonly acceptedInDay: number;
  readonly decision: ReferralDecision | null;
  readonly decidedAt: Date | null;
};

/** An invite that was sent and accepted, by suppliers we know. */
type Match = ReferralFacts & {
  readonly inviterId: string;
  readonly inviteeId: string;
  readonly inviteeExternalId: string;
  readonly sentAt: Date;
  readonly acceptedAt: Date;
};

type Rule = {
  readonly reason: string;
  readonly state: 'fraud' | 'refused';
  readonly words: string;
  readonly applies: (match: Match) => boolean;
};

/** What keeps an accepted invite from earning credit, in the order it is looked for: a row a rule, the first that applies is the reason. */
export const referralRules = [
  {
    reason: 'self_referral',
    state: 'fraud',
    words: 'Inviter and invitee are the same supplier, or share a contact.',
    applies: ({ inviterId, inviteeId, sharesContact }) => inviterId === inviteeId || sharesContact,
  },
  {
    reason: 'same_card',
    state: 'fraud',
    words: 'Both have paid, or would pay, with the same card.',
    applies: ({ sharesCard }) => sharesCard,
  },
  {
    reason: 'same_domain',
    state: 'fraud',
    words: 'Both write from the same e-mail domain, and it is no public mailbox provider.',
    applies: ({ inviterDomains, inviteeDomains }) =>
      inviteeDomains.some((domain) => !isMailboxProvider(domain) && inviterDomains.includes(domain)),
  },
  {
    reason: 'burst',
    state: 'fraud',
    words: `More than ${mostAcceptedInDay} invites of the inviter were accepted within 24 hours.`,
    applies: ({ acceptedInDay }) => acceptedInDay > mostAcceptedInDay,
  },
  {
    reason: 'here_before',
    state: 'refused',
    words: 'The invitee had signed up before it was invited.',
    applies: ({ signedUpAt, sentAt }) => signedUpAt !== null && signedUpAt.getTime() < sentAt.getTime() - clockSlackMs,
  },
  {
    reason: 'too_late',
    state: 'refused',
    words: `Accepted more than ${inviteWindowDays} days after it was sent.`,
    applies: ({ sentAt, acceptedAt }) => acceptedAt.getTime() - sentAt.getTime() > inviteWindowMs,
  },
] as const satisfies readonly Rule[];

/** What else a reason may be: what is missing, what another invite or a person decided. */
const otherReasons = {
  invite_unknown: 'The invite itself has not been reported yet.',
  inviter_unknown: 'The inviter is not known here yet.',
  invitee_unknown: 'The invitee is not known here yet.',
  not_paid: 'The invitee has not paid an invoice yet.',
  another_first: 'Another invite of the same invitee came first.',
  by_person: 'A colleague decided so.',
} as const;

export type ReferralReason = (typeof referralRules)[number]['reason'] | keyof typeof otherReasons;

/** Every reason with its words. */
export const referralReasons: Readonly<Record<ReferralReason, string>> = {
  ...otherReasons,
  self_referral: ruleWords('self_referral'),
  same_card: ruleWords('same_card'),
  same_domain: ruleWords('same_domain'),
  burst: ruleWords('burst'),
  here_before: ruleWords('here_before'),
  too_late: ruleWords('too_late'),
};

export function isReferralReason(text: string): text is ReferralReason {
  return Object.hasOwn(referralReasons, text);
}

function ruleWords(reason: (typeof referralRules)[number]['reason']): string {
  return referralRules.find((rule) => rule.reason === reason)?.words ?? reason;
}

export type ReferralVerdict = {
  readonly state: ReferralState;
  readonly reason: ReferralReason | null;
  /** When the last thing that credit needs had happened; null without credit. */
  readonly creditedAt: Date | null;
};

/**
 * What becomes of each invite: of all that an invitee accepted, the first that no rule speaks against earns the credit, once the invitee pays. Depends on
 * the facts alone, not on the order in which they are given or arrived.
 * @param facts with an invite, all others that its invitee accepted
 */
export function judgeReferrals(facts: readonly ReferralFacts[]): ReadonlyMap<string, ReferralVerdict> {
  const verdicts = new Map<string, ReferralVerdict>();
  for (const fact of facts) if (!isMatch(fact)) verdicts.set(fact.id, unmatched(fact));
  for (const [, rivals] of grouped(facts.filter(isMatch), ({ inviteeExternalId }) => inviteeExternalId))
    judgeRivals(rivals, verdicts);
  return verdicts;
}

function isMatch(fact: ReferralFacts): fact is Match {
  const { inviterId, inviteeId, inviteeExternalId, sentAt, acceptedAt } = fact;
  return [inviterId, inviteeId, inviteeExternalId, sentAt, acceptedAt].every((part) => part !== null);
}

function unmatched({ sentAt, acceptedAt, inviterId }: ReferralFacts): ReferralVerdict {
  if (acceptedAt === null) return verdict('sent', null);
  if (sentAt === null) return verdict('waiting', 'invite_unknown');
  return verdict('waiting', inviterId === null ? 'inviter_unknown' : 'invitee_unknown');
}

/** A colleague's word comes before the order of acceptance. */
function judgeRivals(rivals: readonly Match[], verdicts: Map<string, ReferralVerdict>): void {
  const winner = rivals.filter((match) => objection(match) === null).toSorted(chosenFirst)[0];
  for (const match of rivals) {
    if (match === winner) verdicts.set(match.id, earned(match, spokenFor(match, rivals)));
    else verdicts.set(match.id, objection(match) ?? verdict('refused', 'another_first'));
  }
}

/** When a colleague gave it the credit, by crediting it or by refusing those before it; null where the rules do. */
function spokenFor(winner: Match, rivals: readonly Match[]): Date | null {
  const [byRules] = rivals.filter((match) => ruleAgainst(match) === null).toSorted(inOrder);
  if (winner === byRules) return null;
  if (winner.decision === 'credit') return winner.decidedAt;
  return latestOf(rivals.filter((match) => inOrder(match, winner) < 0).map(({ decidedAt }) => decidedAt));
}

function chosenFirst(a: Match, b: Match): number {
  const chosen = Number(b.decision === 'credit') - Number(a.decision === 'credit');
  return chosen || inOrder(a, b);
}

function inOrder(a: Match, b: Match): number {
  const accepted = a.acceptedAt.getTime() - b.acceptedAt.getTime();
  const sent = a.sentAt.getTime() - b.sentAt.getTime();
  return accepted || sent || (a.id < b.id ? -1 : 1);
}

function objection(match: Match): ReferralVerdict | null {
  if (match.decision === 'credit') return null;
  if (match.decision === 'refuse') return verdict('refused', 'by_person');
  const rule = ruleAgainst(match);
  return rule === null ? null : verdict(rule.state, rule.reason);
}

function ruleAgainst(match: Match): (typeof referralRules)[number] | null {
  return referralRules.find(({ applies }) => applies(match)) ?? null;
}

/** What the rules say of an invite as if no colleague had spoken; null: nothing against it. */
export function ruleOver(fact: ReferralFacts): (typeof referralRules)[number] | null {
  return isMatch(fact) ? ruleAgainst(fact) : null;
}

function earned({ sentAt, acceptedAt, paidAt }: Match, since: Date | null): ReferralVerdict {
  if (paidAt === null) return verdict('waiting', 'not_paid');
  return { state: 'credited', reason: null, creditedAt: latestOf([sentAt, acceptedAt, paidAt, since]) };
}

function latestOf(instants: readonly (Date | null)[]): Date | null {
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : new Date(Math.max(...known.map((at) => at.getTime())));
}

function verdict(state: ReferralState, reason: ReferralReason | null): ReferralVerdict {
  return { state, reason, creditedAt: null };
}
