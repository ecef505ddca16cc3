import Box from '@mui/material/Box';
import { Page, PageHeader } from '../../platform/index.ts';
import { HealthDistribution } from './HealthDistribution.tsx';
import { ModelExplanation } from './ModelExplanation.tsx';
import { WeekMovers } from './WeekMovers.tsx';

/** How all suppliers are doing, who moved this week, and how the score is made. */
export default function HealthPage() {
  return (
    <Page>
      <PageHeader title="Health" />
      <HealthDistribution />
      <Box
        sx={{ display: 'grid', gap: 5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' } }}
      >
        <WeekMovers direction="down" />
        <WeekMovers direction="up" />
      </Box>
      <ModelExplanation />
    </Page>
  );
}
