import { referralReasons, toldWithinMs, type ReferralState } from '@wedsync/domain/success';
import { emitEvents, type SuccessEvent, type Writer } from '../../platform/index.ts';
import { addTimelineEntries, type NewTimelineEntry } from '../../suppliers/index.ts';
import type { JudgedReferral } from './referral-facts.queries.ts';

/** A judged invite of which both sides are known. */
type Known = JudgedReferral & {
  readonly inviter: Party;
  readonly invitee: Party;
  readonly acceptedAt: Date;
};
type Party = { readonly id: string; readonly name: string };

/** Tells what became of invites: on the timelines of both suppliers, and to all who follow unless it is long ago. */
export async function tellReferrals(writer: Writer, judged: readonly JudgedReferral[], now: Date): Promise<void> {
  const known = judged.flatMap(bothSides);
  await addTimelineEntries(writer, known.flatMap(entriesOf));
  const isNews = ({ occurredAt }: SuccessEvent) => now.getTime() - occurredAt.getTime() <= toldWithinMs;
  await emitEvents(writer, known.flatMap((one) => eventsOf(one, now)).filter(isNews));
}

function bothSides(judged: JudgedReferral): Known[] {
  const { inviterId, inviteeId, inviterName, inviteeName, acceptedAt } = judged.subject;
  if (inviterId === null || inviteeId === null || acceptedAt === null) return [];
  const inviter = { id: inviterId, name: inviterName ?? 'A supplier' };
  return [{ ...judged, inviter, invitee: { id: inviteeId, name: inviteeName ?? 'a supplier' }, acceptedAt }];
}

/** States in which an invite was not known to be accepted by somebody we know. */
function isFirstHeard({ stateBefore, reasonBefore }: JudgedReferral['subject']): boolean {
  return stateBefore === 'sent' || (stateBefore === 'waiting' && reasonBefore !== 'not_paid');
}

function eventsOf(known: Known, now: Date): SuccessEvent[] {
  const { subject, verdict, inviter, invitee, acceptedAt } = known;
  const about = {
    supplierId: inviter.id,
    resource: 'referrals',
    resourceId: subject.id,
    payload: { referralId: subject.id, inviteeId: invitee.id, inviteeName: invitee.name, reason: verdict.reason },
  };
  const accepted: SuccessEvent = {
    ...about,
    type: 'referral.accepted',
    summary: `${invitee.name} accepted the invite of ${inviter.name}`,
    occurredAt: acceptedAt,
  };
  return [...(isFirstHeard(subject) ? [accepted] : []), ...outcomeOf(known, about, now)];
}

function outcomeOf({ subject, verdict, inviter, invitee }: Known, about: About, now: Date): SuccessEvent[] {
  const { stateBefore } = subject;
  const { state, creditedAt, reason } = verdict;
  if (state === stateBefore) return [];
  const why = reason === null ? '' : `: ${referralReasons[reason]}`;
  if (state === 'credited') {
    const summary = `${inviter.name} brought ${invitee.name}, who pays now`;
    return [{ ...about, type: 'referral.credited', summary, occurredAt: creditedAt ?? now }];
  }
  if (state === 'fraud') {
    const summary = `The invite of ${inviter.name} to ${invitee.name} earns nothing${why}`;
    return [{ ...about, type: 'referral.rejected', summary, occurredAt: lastFact(subject) }];
  }
  if (stateBefore !== 'credited') return [];
  const summary = `${inviter.name} no longer has the credit for ${invitee.name}${why}`;
  return [{ ...about, type: 'referral.withdrawn', summary, occurredAt: now }];
}

type About = Pick<SuccessEvent, 'supplierId' | 'resource' | 'resourceId'> & {
  readonly payload: {
    readonly referralId: string;
    readonly inviteeId: string;
    readonly inviteeName: string;
    readonly reason: string | null;
  };
};

function lastFact({ sentAt, acceptedAt, paidAt }: JudgedReferral['subject']): Date {
  return new Date(Math.max(...[sentAt, acceptedAt, paidAt].map((at) => at?.getTime() ?? 0)));
}

const toldOnTimeline: Readonly<Partial<Record<ReferralState, (known: Known) => string>>> = {
  credited: ({ invitee }) => `Brought ${invitee.name}, who pays now`,
  fraud: ({ invitee, verdict: { reason } }) =>
    `The invite to ${invitee.name} earns no credit${reason === null ? '' : `: ${referralReasons[reason]}`}`,
};

function entriesOf(known: Known): NewTimelineEntry[] {
  const { subject, verdict, inviter, invitee, acceptedAt } = known;
  const entry = (supplierId: string, at: Date, title: string, what: string): NewTimelineEntry => ({
    supplierId,
    at,
    title,
    kind: 'referral',
    actorName: 'Referrals',
    link: null,
    source: 'referrals',
    sourceId: `${subject.id}:${what}`,
  });
  const outcome = toldOnTimeline[verdict.state]?.(known);
  return [
    entry(inviter.id, acceptedAt, `${invitee.name} accepted its invite`, `accepted:${inviter.id}`),
    entry(invitee.id, acceptedAt, `Came on the invite of ${inviter.name}`, `came:${inviter.id}`),
    ...(outcome === undefined
      ? []
      : [entry(inviter.id, verdict.creditedAt ?? lastFact(subject), outcome, `${verdict.state}:${inviter.id}`)]),
  ];
}
