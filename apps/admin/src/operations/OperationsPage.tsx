import { MalformedEventSection } from '../connectors/index.ts';
import { AsOf, ErrorState, Page, PageHeader, SkeletonPage, TabBar } from '../platform/index.ts';
import { DeadLetterSection } from './dead-letters/DeadLetterSection.tsx';
import { JobRunSection } from './job-runs/JobRunSection.tsx';
import { gaugeTotal, useOverview } from './operations-data.ts';
import { ConsumerTable } from './overview/ConsumerTable.tsx';
import { EventCatalogue } from './events/EventCatalogue.tsx';
import { MonitorsTab } from './monitors/MonitorsPage.tsx';
import { OverviewTab } from './overview/OverviewTab.tsx';

/** Is the house in order: how fresh, how far behind, what rests, what gave up. */
export default function OperationsPage() {
  const { data, error, isPending, refetch } = useOverview();
  if (isPending) return <SkeletonPage />;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <Page>
      <PageHeader title="Operations" hint={<AsOf at={data.asOf} staleAfterMinutes={1} />} />
      <TabBar
        label="Operations"
        tabs={[
          { id: 'overview', label: 'Overview', element: <OverviewTab overview={data} /> },
          { id: 'monitors', label: 'Monitors', element: <MonitorsTab /> },
          { id: 'jobs', label: 'Jobs', element: <JobRunSection /> },
          {
            id: 'dead-letters',
            label: 'Dead letters',
            count: gaugeTotal(data, 'wedsync_dead_letters'),
            element: <DeadLetterSection />,
          },
          { id: 'malformed-events', label: 'Malformed events', element: <MalformedEventSection /> },
          { id: 'consumers', label: 'Followers', element: <ConsumerTable consumers={data.consumers} /> },
          { id: 'events', label: 'Events', element: <EventCatalogue /> },
        ]}
      />
    </Page>
  );
}
