import Box from '@mui/material/Box';
import type { Referral } from '@wedsync/domain/success';
import type { ReactNode } from 'react';
import { useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  CopyId,
  humanize,
  type KeyValue,
  KeyValueList,
  recordPath,
  RelativeTime,
  SidePanel,
} from '../../platform/index.ts';
import { Standing } from './referral-columns.tsx';
import { partyWords } from './referral-words.ts';

type Props = { readonly referral: Referral | null; readonly onClose: () => void };

/** One invite beside the list: who, when, what became of it and why, and the way to decide over the rules. */
export function ReferralPanel({ referral, onClose }: Props) {
  // A decision made here shows at once.
  const { data } = useGetOne<Referral>('referrals', { id: referral?.id ?? '' }, { enabled: referral !== null });
  if (referral === null) return null;
  const shown = data ?? referral;
  return (
    <SidePanel
      open
      width={520}
      title={`Invite of ${partyWords(shown.inviter, shown.inviterExternalId)}`}
      onClose={onClose}
      footer={<ActionButton resource="referrals" id={shown.id} verb="decide" variant="outlined" />}
    >
      <Box sx={{ display: 'grid', gap: 5 }}>
        <Standing referral={shown} />
        {shown.why !== null && <Box>{shown.why}</Box>}
        <KeyValueList items={factsOf(shown)} />
      </Box>
    </SidePanel>
  );
}

function factsOf(referral: Referral): KeyValue[] {
  const { inviter, inviterExternalId, invitee, inviteeExternalId, inviteeDomain, channel, inviteId } = referral;
  const { sentAt, acceptedAt, activatedAt, paidAt, creditedAt, otherAcceptances, decision } = referral;
  return [
    { label: 'Inviter', value: partyLink(inviter, inviterExternalId) },
    { label: 'Invitee', value: partyLink(invitee, inviteeExternalId) },
    { label: 'Invited at', value: inviteeDomain ?? 'No e-mail address' },
    { label: 'By', value: channel === null ? null : humanize(channel) },
    { label: 'Sent', value: moment(sentAt) },
    { label: 'Accepted', value: moment(acceptedAt) },
    { label: 'First milestone', value: moment(activatedAt) },
    { label: 'First payment', value: moment(paidAt) },
    { label: 'Credited', value: moment(creditedAt) },
    ...(otherAcceptances === 0
      ? []
      : [{ label: 'Also accepted by', value: `${otherAcceptances} more, who earn nothing` }]),
    ...(decision === null ? [] : [{ label: 'Decision', value: `${decision.byName}: ${decision.reason}` }]),
    { label: 'Invite', value: <CopyId id={inviteId} /> },
  ];
}

function partyLink(party: Referral['inviter'], externalId: string | null): ReactNode {
  if (party === null) return partyWords(party, externalId);
  return <Link to={recordPath('suppliers', party.supplierId)}>{party.businessName}</Link>;
}

function moment(at: string | null): ReactNode {
  return at === null ? null : <RelativeTime at={at} />;
}
