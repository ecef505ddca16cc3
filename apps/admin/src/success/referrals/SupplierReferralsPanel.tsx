import Box from '@mui/material/Box';
import type { Referral } from '@wedsync/domain/success';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import { listUrl, RecordSection, recordPath } from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { sentColumns, Standing } from './referral-columns.tsx';
import { ReferralPanel } from './ReferralPanel.tsx';
import { partyWords } from './referral-words.ts';

/** Who invited this supplier, and whom it invited. */
export default function SupplierReferralsPanel({ supplier }: SupplierSlotProps) {
  const [open, setOpen] = useState<Referral | null>(null);
  return (
    <>
      <RecordSection<Referral>
        title="Referrals"
        label="Invites this supplier sent"
        hint={<CameBy supplierId={supplier.id} onOpen={setOpen} />}
        resource="referrals"
        filter={{ inviterId: supplier.id }}
        sort={{ field: 'sentAt', order: 'DESC' }}
        perPage={5}
        columns={sentColumns}
        rowPath={({ id }) => listUrl('referrals', { filter: { id: [id] } })}
        actions={<Link to={listUrl('referrals', { filter: { inviterId: supplier.id } })}>All its invites</Link>}
        empty={{
          title: 'It has invited nobody yet',
          text: 'Colleagues it invites appear here, with what became of it.',
        }}
      />
      <ReferralPanel referral={open} onClose={() => setOpen(null)} />
    </>
  );
}

type CameProps = { readonly supplierId: string; readonly onOpen: (referral: Referral) => void };

function CameBy({ supplierId, onOpen }: CameProps) {
  const { data = [] } = useGetList<Referral>('referrals', {
    filter: { inviteeId: supplierId },
    sort: { field: 'acceptedAt', order: 'ASC' },
    pagination: { page: 1, perPage: 5 },
  });
  return data.map((referral) => (
    <Box
      key={referral.id}
      component="span"
      sx={{ display: 'inline-flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}
    >
      <span>
        Came on the invite of{' '}
        {referral.inviter === null ? (
          partyWords(null, referral.inviterExternalId)
        ) : (
          <Link to={recordPath('suppliers', referral.inviter.supplierId)}>{referral.inviter.businessName}</Link>
        )}
      </span>
      <Box
        component="button"
        type="button"
        onClick={() => onOpen(referral)}
        aria-label="Open the invite it came on"
        sx={{ all: 'unset', cursor: 'pointer' }}
      >
        <Standing referral={referral} />
      </Box>
    </Box>
  ));
}
