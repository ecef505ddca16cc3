import type { PaymentSyncStatus } from '@wedsync/domain/billing';
import { useState } from 'react';
import { EmptyState, ErrorState, Page, PageHeader, Section, SkeletonPage } from '../../platform/index.ts';
import { NewSyncDialog } from './NewSyncDialog.tsx';
import { PermittedButton } from './PermittedButton.tsx';
import { useSyncs } from './sync-data.ts';
import { SyncRejections } from './SyncRejections.tsx';
import { SyncSchedules } from './SyncSchedules.tsx';
import { SyncTable } from './SyncTable.tsx';

/** Syncs with the payment providers: how they go by themselves, those under way, what they found, and what they could not take. */
export default function SyncsPage() {
  const { data, error, isPending, refetch } = useSyncs();
  const [asking, setAsking] = useState(false);
  if (isPending) return <SkeletonPage />;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  const actions = (
    <PermittedButton
      variant="contained"
      permission="payment-syncs:start"
      why="Your role does not start syncs"
      onClick={() => setAsking(true)}
    >
      New sync
    </PermittedButton>
  );
  return (
    <Page>
      <PageHeader title="Syncs" actions={actions} />
      <SyncSchedules />
      <LatestSyncs syncs={data} />
      {asking && <NewSyncDialog onClose={() => setAsking(false)} />}
    </Page>
  );
}

function LatestSyncs({ syncs }: { readonly syncs: readonly PaymentSyncStatus[] }) {
  return (
    <>
      <Section title="Latest syncs" padded={false}>
        {syncs.length === 0 ? (
          <EmptyState title="No syncs yet">
            Webhooks and hourly backfills need none; ask for one after an outage.
          </EmptyState>
        ) : (
          <SyncTable syncs={syncs} />
        )}
      </Section>
      {syncs.map((sync) => (
        <SyncRejections key={sync.syncId} sync={sync} />
      ))}
    </>
  );
}
