import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import type { ReactNode } from 'react';
import { useListContext } from 'react-admin';
import { formatCount } from '../format/count.ts';

/** Appears over a list when rows are selected: how many, what to do with them, and out again. */
export function BulkBar({ actions }: { actions: ReactNode }) {
  const { selectedIds, onUnselectItems } = useListContext();
  if (selectedIds.length === 0) return null;
  return (
    <Box
      role="toolbar"
      aria-label="Selected rows"
      sx={({ colours }) => ({
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 2,
        minHeight: 40,
        paddingInline: 3,
        backgroundColor: colours.tone.accent.background,
        borderBottom: `1px solid ${colours.border}`,
      })}
    >
      <IconButton aria-label="Clear selection" onClick={() => onUnselectItems()}>
        <Close />
      </IconButton>
      <Box component="span" className="tabular" sx={{ fontWeight: 500, marginRight: 2 }}>
        {formatCount(selectedIds.length)} selected
      </Box>
      {actions}
    </Box>
  );
}
