import Box from '@mui/material/Box';
import type { HealthBand } from '@wedsync/domain/success';
import { BandChip } from '../../../../platform/index.ts';

type Standing = { readonly score: number | null; readonly band: HealthBand };

/** "62 Attention to 45 At risk". */
export function StandingChange({ before, after }: { before: Standing; after: Standing }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      <BandChip {...before} />
      to
      <BandChip {...after} />
    </Box>
  );
}
