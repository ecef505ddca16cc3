import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Dashboard, HealthBand } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  AsOf,
  countOf,
  EmptyState,
  ErrorState,
  ExplainPopover,
  formatCount,
  listUrl,
  Money,
  Section,
  SkeletonLine,
  ToneChip,
} from '../../platform/index.ts';
import { bandLooks } from './health-words.ts';
import { useDashboard } from '../success-data.ts';

type BandCount = Dashboard['bands'][number];

/** All suppliers as one bar, a part per band; each part opens its suppliers. */
export function HealthDistribution() {
  const { data, error, isPending, refetch } = useDashboard();
  const explain = (
    <ExplainPopover
      name="Health of all suppliers"
      definition="How many suppliers are in each band now, and what they bring in a month. Unknown: less than half of what the model weighs is known. Suppliers whose last subscription or trial has ended are left out."
      source="Health scores and subscriptions"
    />
  );
  return (
    <Section title="All suppliers" hint={data && <AsOf at={data.asOf} staleAfterMinutes={5} />} actions={explain}>
      {data !== undefined ? (
        <>
          <Distribution bands={data.bands} />
          {data.gone > 0 && <LeftOut suppliers={data.gone} />}
        </>
      ) : isPending ? (
        <SkeletonLine height={84} />
      ) : (
        <ErrorState error={error} retry={() => void refetch()} title="Suppliers could not be counted" />
      )}
    </Section>
  );
}

function LeftOut({ suppliers }: { suppliers: number }) {
  return (
    <Typography variant="caption" color="text.secondary" component="p" sx={{ marginTop: 3 }}>
      Left out:{' '}
      <Link to={listUrl('suppliers', { filter: { lifecycle: ['cancelled'] } })}>{countOf(suppliers, 'supplier')}</Link>{' '}
      whose last subscription or trial has ended.
    </Typography>
  );
}

function Distribution({ bands }: { bands: readonly BandCount[] }) {
  const total = bands.reduce((sum, { suppliers }) => sum + suppliers, 0);
  if (total === 0)
    return (
      <EmptyState title="No supplier yet">Suppliers appear here when the host application reports them.</EmptyState>
    );
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Box aria-hidden sx={{ display: 'flex', gap: '2px', height: 16, borderRadius: '4px', overflow: 'hidden' }}>
        {bands
          .filter(({ suppliers }) => suppliers > 0)
          .map(({ band, suppliers }) => (
            <Box
              key={band}
              sx={({ colours }) => ({
                flexGrow: suppliers,
                minWidth: 3,
                opacity: band === 'at_risk' ? 0.65 : 1,
                backgroundColor: colours.tone[bandLooks[band].tone].strong,
              })}
            />
          ))}
      </Box>
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          margin: 0,
          padding: 0,
          display: 'grid',
          gap: 3,
          gridTemplateColumns: 'repeat(auto-fill, minmax(132px, 1fr))',
        }}
      >
        {bands.map((band) => (
          <BandFigure key={band.band} {...band} total={total} />
        ))}
      </Box>
    </Box>
  );
}

function BandFigure({ band, suppliers, mrrMinor, total }: BandCount & { total: number }) {
  return (
    <Box component="li" sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Link to={bandPath(band)} style={{ textDecoration: 'none' }} aria-label={`Open ${bandLooks[band].label}`}>
        <ToneChip tone={bandLooks[band].tone} dot>
          {bandLooks[band].label}
        </ToneChip>
      </Link>
      <Typography variant="h4" component="p" className="tabular">
        {formatCount(suppliers)}
      </Typography>
      <Typography variant="caption" color="text.secondary" className="tabular">
        {Math.round((100 * suppliers) / total)}% · <Money amountMinor={mrrMinor} currency="GBP" style="short" />
      </Typography>
    </Box>
  );
}

function bandPath(band: HealthBand): string {
  return listUrl('health-scores', { filter: { band: [band] }, sort: { field: 'mrrMinor', order: 'DESC' } });
}
