import Box from '@mui/material/Box';
import { Page, PageHeader } from '../../platform/index.ts';
import { ModeSection } from './ModeSection.tsx';
import { MonitorSection } from './MonitorSection.tsx';
import { WeddingDayStrip } from './WeddingDayStrip.tsx';

/** The health of the house by itself, for whoever does not run all of it. */
export default function MonitorsPage() {
  return (
    <Page>
      <PageHeader title="Monitors" />
      <MonitorsTab />
    </Page>
  );
}

/** Is all well, and what are we held to. */
export function MonitorsTab() {
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <WeddingDayStrip />
      <MonitorSection />
      <ModeSection />
    </Box>
  );
}
