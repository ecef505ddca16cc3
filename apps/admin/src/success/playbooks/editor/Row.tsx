import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Fields that belong together, side by side where there is room. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'flex-start' }}>{children}</Box>;
}
