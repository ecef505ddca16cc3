import type { Referral } from '@wedsync/domain/success';
import { useState } from 'react';
import { anyOf, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { referralColumns } from './referral-columns.tsx';
import { ReferralPanel } from './ReferralPanel.tsx';
import { reasonChoices, stateChoices } from './referral-words.ts';
import { ReferralTabs } from './ReferralTabs.tsx';

const filters: readonly FilterDefinition[] = [
  anyOf('state', 'Standing', stateChoices),
  anyOf('reason', 'Why', reasonChoices),
  anyOf('channel', 'By', ['email', 'link', 'whatsapp', 'expo']),
  { source: 'decided', label: 'Decided by a colleague', kind: 'yes-no' },
];

/** Every invite and what became of it, newest first. A row opens its story beside the list. */
export default function ReferralList() {
  const [open, setOpen] = useState<Referral | null>(null);
  return (
    <>
      <RecordListPage<Referral>
        title="Invites"
        above={<ReferralTabs />}
        search="Find an inviter or invitee"
        sort={{ field: 'sentAt', order: 'DESC' }}
        filters={filters}
        columns={referralColumns}
        onOpen={setOpen}
        empty={{
          title: 'No invites match',
          text: 'Invites appear here as soon as the host application reports that a supplier invited a colleague, with what became of them.',
        }}
      />
      <ReferralPanel referral={open} onClose={() => setOpen(null)} />
    </>
  );
}
