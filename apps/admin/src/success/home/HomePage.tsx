import Box from '@mui/material/Box';
import { Page, PageHeader, useSession } from '../../platform/index.ts';
import { DashboardFigures } from './DashboardFigures.tsx';
import { LiveFeed } from './LiveFeed.tsx';
import { NeedsYouNow } from './NeedsYouNow.tsx';
import { OpenAlerts } from './OpenAlerts.tsx';

/** The first page: the figures, what needs somebody now, what is happening, what is wrong. */
export default function HomePage() {
  const session = useSession();
  const name = session?.staff.name.split(' ')[0];
  return (
    <Page>
      <PageHeader title="Home" hint={name === undefined ? undefined : `Hello ${name}`} />
      <DashboardFigures />
      <Box
        sx={{
          display: 'grid',
          gap: 5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(300px, 1fr)' },
        }}
      >
        <NeedsYouNow />
        <Box sx={{ display: 'grid', gap: 5, alignContent: 'start', minWidth: 0 }}>
          <OpenAlerts />
          <LiveFeed />
        </Box>
      </Box>
    </Page>
  );
}
