import type { Approval } from '@wedsync/domain/access';
import type { ReactNode } from 'react';
import { EmptyState, Page, PageHeader, RecordList, recordPath, Section, TabBar } from '../../platform/index.ts';
import { approvalColumns } from './approval-columns.tsx';
import { ReviewQueue } from './ReviewQueue.tsx';

/** What waits for a second person, what I asked for, and what was decided. */
export default function ApprovalsPage() {
  return (
    <Page>
      <PageHeader title="Approvals" hint="what needs a second person" />
      <TabBar
        label="Approvals"
        tabs={[
          { id: 'review', label: 'To review', element: <ReviewQueue /> },
          { id: 'mine', label: 'I asked for', element: <Mine /> },
          { id: 'history', label: 'History', element: <History /> },
        ]}
      />
    </Page>
  );
}

function Mine() {
  return (
    <Approvals
      queue="mine"
      label="What I asked for"
      empty={<EmptyState title="Nothing yet">What you ask for beyond your limit is listed here.</EmptyState>}
    />
  );
}

function History() {
  return (
    <Approvals
      queue="history"
      label="Decided"
      empty={<EmptyState title="Nothing yet">Approved, rejected and expired requests are listed here.</EmptyState>}
    />
  );
}

type Props = { readonly queue: string; readonly label: string; readonly empty: ReactNode };

function Approvals({ queue, label, empty }: Props) {
  return (
    <Section padded={false}>
      <RecordList<Approval>
        resource="approvals"
        label={label}
        columns={approvalColumns}
        filter={{ queue }}
        sort={{ field: 'requestedAt', order: 'DESC' }}
        perPage={25}
        rowPath={({ id }) => recordPath('approvals', id)}
        empty={empty}
        keyboard
      />
    </Section>
  );
}
