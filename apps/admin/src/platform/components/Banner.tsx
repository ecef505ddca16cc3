import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { Tone } from '../theme/palette.ts';

/** A strip across the page for something that stays true for a while. @example <Banner tone="caution" action={…}>Viewing as …</Banner> */
export function Banner({ tone, action, children }: { tone: Tone; action?: ReactNode; children: ReactNode }) {
  return (
    <Box
      role="status"
      sx={({ colours }) => ({
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 3,
        minHeight: 36,
        paddingInline: 4,
        paddingBlock: 1,
        fontWeight: 500,
        color: colours.tone[tone].text,
        backgroundColor: colours.tone[tone].background,
        borderBottom: `1px solid ${colours.border}`,
      })}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>{children}</Box>
      {action}
    </Box>
  );
}
