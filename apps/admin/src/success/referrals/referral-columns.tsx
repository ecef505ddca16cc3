import Box from '@mui/material/Box';
import type { Referral } from '@wedsync/domain/success';
import { type Column, humanize, RelativeTime, ToneChip } from '../../platform/index.ts';
import { partyWords, standingWords, stateLooks } from './referral-words.ts';

const when = (at: string | null) => (at === null ? '–' : <RelativeTime at={at} />);

/** The state as a chip, and why it is that. */
export function Standing({ referral }: { readonly referral: Referral }) {
  const { tone, label } = stateLooks[referral.state];
  const words = standingWords(referral);
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
      <ToneChip tone={tone}>{label}</ToneChip>
      {words !== '' && (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {words}
        </Box>
      )}
    </Box>
  );
}

const inviter: Column<Referral> = {
  id: 'inviter',
  label: 'Inviter',
  always: true,
  phone: true,
  render: ({ inviter: party, inviterExternalId }) => partyWords(party, inviterExternalId),
};

const invitee: Column<Referral> = {
  id: 'invitee',
  label: 'Invitee',
  always: true,
  phone: true,
  render: ({ invitee: party, inviteeExternalId, inviteeDomain }) =>
    party === null && inviteeExternalId === null ? (inviteeDomain ?? '–') : partyWords(party, inviteeExternalId),
};

const others: readonly Column<Referral>[] = [
  { id: 'state', label: 'Standing', phone: true, render: (referral) => <Standing referral={referral} /> },
  { id: 'sentAt', label: 'Sent', sortBy: 'sentAt', render: ({ sentAt }) => when(sentAt) },
  { id: 'acceptedAt', label: 'Accepted', sortBy: 'acceptedAt', render: ({ acceptedAt }) => when(acceptedAt) },
  { id: 'paidAt', label: 'First payment', sortBy: 'paidAt', render: ({ paidAt }) => when(paidAt) },
  { id: 'channel', label: 'By', render: ({ channel }) => (channel === null ? '–' : humanize(channel)), hidden: true },
];

export const referralColumns: readonly Column<Referral>[] = [inviter, invitee, ...others];

/** On the page of the inviter its own name needs no column. */
export const sentColumns: readonly Column<Referral>[] = [invitee, ...others];
