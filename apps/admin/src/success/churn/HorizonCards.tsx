import Box from '@mui/material/Box';
import type { ChurnHorizonRow } from '@wedsync/domain/success';
import { Link } from 'react-router-dom';
import {
  ActionButton,
  ErrorState,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusChip,
  ToneChip,
} from '../../platform/index.ts';
import { useChurnHorizons } from './churn-data.ts';

/** How far ahead is foretold, by whom, how the last training ended, and the way to train another. */
export function HorizonCards() {
  const { data, error, isPending, refetch } = useChurnHorizons();
  if (isPending) return <SkeletonRows rows={3} />;
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  return (
    <Box
      sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(3, minmax(0, 1fr))' } }}
    >
      {data.map((horizon) => (
        <HorizonCard key={horizon.id} horizon={horizon} />
      ))}
    </Box>
  );
}

function HorizonCard({ horizon }: { readonly horizon: ChurnHorizonRow }) {
  const { id, horizonDays, championId, championName, championOutdated, lastTraining } = horizon;
  return (
    <Section
      title={`Within ${horizonDays} days`}
      hint={
        championId === null ? (
          'No champion'
        ) : (
          <>
            <Link to={`/churn-models/${championId}/show`}>{championName}</Link>{' '}
            {championOutdated && <ToneChip tone="caution">Foretells nothing</ToneChip>}
          </>
        )
      }
      actions={<ActionButton resource="churn-horizons" id={id} verb="train" variant="outlined" label="Train" />}
    >
      {lastTraining === null ? (
        'Nothing has been trained yet. A first draft comes by itself once fifty suppliers have left.'
      ) : (
        <>
          <StatusChip status={lastTraining.state} /> <RelativeTime at={lastTraining.at} /> {lastTraining.words}
        </>
      )}
    </Section>
  );
}
