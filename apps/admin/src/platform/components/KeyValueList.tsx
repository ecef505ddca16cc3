import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export type KeyValue = { readonly label: string; readonly value: ReactNode };

/** Facts as a definition list; a missing value is a dash. @example <KeyValueList items={[{ label: 'Plan', value: 'Scale' }]} /> */
export function KeyValueList({ items, labelWidth = 128 }: { items: readonly KeyValue[]; labelWidth?: number }) {
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: `minmax(96px, ${labelWidth}px) minmax(0, 1fr)`,
        columnGap: 4,
        rowGap: 2,
        margin: 0,
      }}
    >
      {items.map(({ label, value }) => (
        <Box key={label} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {label}
          </Box>
          <Box component="dd" sx={{ margin: 0, minWidth: 0, overflowWrap: 'anywhere' }}>
            {value ?? '–'}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
