import Box from '@mui/material/Box';
import { Banner, Page, TabBar } from '../../platform/index.ts';
import { CohortGrid } from './CohortGrid.tsx';
import { MonthWaterfall } from './MonthWaterfall.tsx';
import { MovementBars } from './MovementBars.tsx';
import { MrrLine } from './MrrLine.tsx';
import { RateCards } from './RateCards.tsx';
import { useMrrSeries } from './revenue-data.ts';
import { useRevenueView, type RevenueParts, type RevenueView } from './revenue-view.ts';
import { RevenueHeader } from './RevenueHeader.tsx';
import { SegmentTable } from './SegmentTable.tsx';
import { StripeBridge } from './StripeBridge.tsx';

/** MRR: where it stands, how it moved, for whom, and what became of those who began together. */
export default function RevenuePage() {
  const { view, change } = useRevenueView();
  return (
    <Page>
      <RevenueHeader view={view} change={change} />
      <WaitingForRates view={view} />
      <RateCards view={view} />
      <TabBar
        label="Revenue"
        tabs={[
          { id: 'movements', label: 'Movements', element: <Movements view={view} change={change} /> },
          { id: 'segments', label: 'Segments', element: <SegmentTable view={view} change={change} /> },
          { id: 'cohorts', label: 'Cohorts', element: <CohortGrid view={view} change={change} /> },
        ]}
      />
    </Page>
  );
}

function Movements({ view, change }: RevenueParts) {
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <MrrLine view={view} change={change} />
      <MovementBars view={view} change={change} />
      <MonthWaterfall view={view} change={change} />
      <StripeBridge view={view} />
    </Box>
  );
}

function WaitingForRates({ view }: { readonly view: RevenueView }) {
  const { data } = useMrrSeries(view);
  const waiting = data?.withoutRate ?? 0;
  if (waiting === 0) return null;
  return (
    <Banner tone="caution">
      {waiting === 1 ? 'One supplier waits' : `${waiting} suppliers wait`} for an exchange rate: what they pay now is
      not in these figures. See Exchange rates.
    </Banner>
  );
}
