import { referralReasons, toldWithinMs } from '@wedsync/domain/success';
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
  await addTimelineEntries(
    writer,
    known.flatMap((one) => entriesOf(one, now)),
  );
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

type Told = {
  readonly type: 'referral.credited' | 'referral.rejected' | 'referral.withdrawn';
  readonly at: Date;
  /** For all who follow, and for the timeline of the inviter. */
  readonly summary: string;
  readonly title: string;
  /** It may come to pass more than once, so each time is told. */
  readonly repeats: boolean;
};

/** What became of an invite, if that is news. A credit that is gone is, whenever its cause happened, and so is one that a colleague gives back. */
function outcomeOf({ subject, verdict, inviter, invitee }: Known, now: Date): Told | null {
  const { stateBefore, reasonBefore } = subject;
  const { state, creditedAt, reason } = verdict;
  if (state === stateBefore) return null;
  const why = reason === null ? '' : `: ${referralReasons[reason]}`;
  if (stateBefore === 'credited')
    return {
      type: 'referral.withdrawn',
      at: now,
      summary: `${inviter.name} no longer has the credit for ${invitee.name}${why}`,
      title: `No longer has the credit for ${invitee.name}${why}`,
      repeats: true,
    };
  if (state === 'credited') {
    const givenBack = reasonBefore === 'by_person';
    return {
      type: 'referral.credited',
      at: givenBack ? now : (creditedAt ?? now),
      summary: `${inviter.name} brought ${invitee.name}, who pays now`,
      title: `Brought ${invitee.name}, who pays now`,
      repeats: givenBack,
    };
  }
  if (state !== 'fraud') return null;
  return {
    type: 'referral.rejected',
    at: lastFact(subject),
    summary: `The invite of ${inviter.name} to ${invitee.name} earns nothing${why}`,
    title: `The invite to ${invitee.name} earns no credit${why}`,
    repeats: false,
  };
}

function lastFact({ sentAt, acceptedAt, paidAt }: JudgedReferral['subject']): Date {
  return new Date(Math.max(...[sentAt, acceptedAt, paidAt].map((at) => at?.getTime() ?? 0)));
}

function eventsOf(known: Known, now: Date): SuccessEvent[] {
  const { subject, verdict, inviter, invitee, acceptedAt } = known;
  const event = (type: 'referral.accepted' | Told['type'], occurredAt: Date, summary: string): SuccessEvent => ({
    type,
    summary,
    occurredAt,
    supplierId: inviter.id,
    resource: 'referrals',
    resourceId: subject.id,
    payload: { referralId: subject.id, inviteeId: invitee.id, inviteeName: invitee.name, reason: verdict.reason },
  });
  const accepted = `${invitee.name} accepted the invite of ${inviter.name}`;
  const outcome = outcomeOf(known, now);
  return [
    ...(isFirstHeard(subject) ? [event('referral.accepted', acceptedAt, accepted)] : []),
    ...(outcome === null ? [] : [event(outcome.type, outcome.at, outcome.summary)]),
  ];
}

function entriesOf(known: Known, now: Date): NewTimelineEntry[] {
  const { subject, verdict, inviter, invitee, acceptedAt } = known;
  const entry = (supplierId: string, at: Date, title: string, what: string): NewTimelineEntry => ({
    supplierId,
    at,
    title,
    kind: 'referral',
    actorName: 'Referrals',
    link: null,
    source: 'referrals',
    sourceId: `${subject.id}:${what}:${inviter.id}`,
  });
  const outcome = outcomeOf(known, now);
  const what = (told: Told) => (told.repeats ? `${told.type}:${now.toISOString()}` : verdict.state);
  return [
    entry(inviter.id, acceptedAt, `${invitee.name} accepted its invite`, 'accepted'),
    entry(invitee.id, acceptedAt, `Came on the invite of ${inviter.name}`, 'came'),
    ...(outcome === null ? [] : [entry(inviter.id, outcome.at, outcome.title, what(outcome))]),
  ];
}
