import type { Referral, ReferralReason, ReferralState } from '@wedsync/domain/success';
import type { Choice, Tone } from '../../platform/index.ts';

/** How each state of an invite looks. */
export const stateLooks: Readonly<Record<ReferralState, { readonly tone: Tone; readonly label: string }>> = {
  sent: { tone: 'neutral', label: 'Sent' },
  waiting: { tone: 'info', label: 'Waiting' },
  credited: { tone: 'positive', label: 'Credited' },
  refused: { tone: 'neutral', label: 'Refused' },
  fraud: { tone: 'critical', label: 'Fraud' },
};

export const stateChoices: readonly Choice[] = Object.entries(stateLooks).map(([id, { label }]) => ({
  id,
  name: label,
}));

/** Reasons as short as a filter needs them; in full they stand in the invite's own words. */
const shortReasons: Readonly<Record<ReferralReason, string>> = {
  self_referral: 'Invited itself',
  same_card: 'Same card',
  same_domain: 'Same e-mail domain',
  burst: 'Burst of acceptances',
  here_before: 'Was here before',
  too_late: 'Accepted too late',
  another_first: 'Another invite was first',
  by_person: 'A colleague decided',
  not_paid: 'Not paid yet',
  invite_unknown: 'Invite not reported yet',
  inviter_unknown: 'Inviter unknown',
  invitee_unknown: 'Invitee unknown',
};

export const reasonChoices: readonly Choice[] = Object.entries(shortReasons).map(([id, name]) => ({ id, name }));

/** What stands beside the state: why, or that its time has run out. */
export function standingWords({ reason, lapsed, decision }: Referral): string {
  if (lapsed) return 'Lapsed';
  if (decision !== null) return `${decision.byName} decided`;
  return reasonChoices.find(({ id }) => id === reason)?.name ?? '';
}

/** Whom an invite is from or to, as far as it is known and the reader may see it. */
export function partyWords(party: Referral['inviter'], externalId: string | null): string {
  return party?.businessName ?? (externalId === null ? '–' : `Not known here (${externalId})`);
}
