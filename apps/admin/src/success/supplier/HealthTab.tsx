import Box from '@mui/material/Box';
import type { HealthExplanation } from '@wedsync/domain/success';
import {
  ActionButton,
  AsOf,
  Banner,
  EmptyState,
  ErrorState,
  formatDate,
  Section,
  SkeletonRows,
} from '../../platform/index.ts';
import type { SupplierSlotProps } from '../../suppliers/index.ts';
import { automaticWords } from '../health/health-words.ts';
import { useHealthExplanation } from '../success-data.ts';
import { HealthHistory } from './HealthHistory.tsx';
import { HealthStanding } from './HealthStanding.tsx';
import { MeasureContributions } from './MeasureContributions.tsx';
import { WhatChanged } from './WhatChanged.tsx';

/** A supplier's health from end to end: score and reasons, its history, what changed, and every measure. */
export default function HealthTab({ supplier }: SupplierSlotProps) {
  const supplierId = supplier.id;
  const { data, error, isPending, refetch } = useHealthExplanation(supplierId);
  if (isPending) return <SkeletonRows rows={12} />;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === null) return <NotScored />;
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <OverrideBanner explanation={data} />
      <Section
        title="Health now"
        hint={<AsOf at={data.scoredAt} staleAfterMinutes={26 * 60} />}
        actions={<HealthActions supplierId={supplierId} />}
      >
        <HealthStanding explanation={data} reasons={6} />
      </Section>
      <Box
        sx={{
          display: 'grid',
          gap: 5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <HealthHistory explanation={data} />
        <WhatChanged explanation={data} />
      </Box>
      <MeasureContributions explanation={data} />
    </Box>
  );
}

function HealthActions({ supplierId }: { supplierId: string }) {
  return (
    <>
      <ActionButton resource="health-scores" id={supplierId} verb="recompute" />
      <ActionButton resource="health-scores" id={supplierId} verb="clear-override" />
      <ActionButton resource="health-scores" id={supplierId} verb="override" variant="outlined" />
    </>
  );
}

function OverrideBanner({ explanation: { override, autoScore, autoBand } }: { explanation: HealthExplanation }) {
  if (override === null) return null;
  return (
    <Banner tone="info">
      {override.byName} set health to {override.value} until {formatDate(override.expiresAt)}: “{override.reason}”. The
      automatic score is {automaticWords({ autoScore, autoBand })}.
    </Banner>
  );
}

function NotScored() {
  return (
    <EmptyState title="Not scored yet">
      A score appears within seconds of the first sign-in or payment, and every night for everyone.
    </EmptyState>
  );
}
