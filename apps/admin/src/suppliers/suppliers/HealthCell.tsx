import Box from '@mui/material/Box';
import type { Supplier } from '@wedsync/domain/suppliers';
import { useListContext } from 'react-admin';
import { BandChip, Sparkline, toneOf } from '../../platform/index.ts';
import { useHealthWeeks } from './use-health-weeks.ts';

/** Score, band and the last eight weeks. Every cell asks the same question of the whole page, so it is asked once. */
export function HealthCell({ supplier }: { readonly supplier: Supplier }) {
  const { data = [] } = useListContext<Supplier>();
  const weeks = useHealthWeeks(data.map(({ id }) => id)).get(supplier.id) ?? [];
  const known = weeks.filter((score) => score !== null);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 3 }}>
      <BandChip band={supplier.healthBand} score={supplier.healthScore} />
      {known.length > 1 && (
        <Sparkline
          values={weeks}
          tone={toneOf(supplier.healthBand)}
          label={`Health over ${weeks.length} weeks, from ${known[0]} to ${known.at(-1)}`}
        />
      )}
    </Box>
  );
}
