import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { type ReactNode, useState } from 'react';
import { useListContext } from 'react-admin';
import { formatCount } from '../format/count.ts';
import { AllMatchingContext } from './all-matching.ts';

/** Appears over a list when rows are selected: how many, whether all that match are meant, what to do with them, and out again. */
export function BulkBar({ actions }: { actions: ReactNode }) {
  // Gone with the last selected row, and with it that all were meant.
  return useListContext().selectedIds.length === 0 ? null : <Selected actions={actions} />;
}

function Selected({ actions }: { actions: ReactNode }) {
  const { selectedIds, onUnselectItems, total = 0, filterValues } = useListContext();
  const [chosenOver, choose] = useState<string | null>(null);
  // All that match another filter are others, and a row that is unticked is not meant.
  const selection = JSON.stringify([filterValues, selectedIds]);
  const chosen = chosenOver === selection;
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
      <Box component="span" className="tabular" role="status" sx={{ fontWeight: 500 }}>
        {chosen ? `All ${formatCount(total)} that match` : `${formatCount(selectedIds.length)} selected`}
      </Box>
      {total > selectedIds.length && (
        <Button variant="text" onClick={() => choose(chosen ? null : selection)} sx={{ marginRight: 2 }}>
          {chosen ? `Only the ${formatCount(selectedIds.length)} selected` : `All ${formatCount(total)} that match`}
        </Button>
      )}
      <AllMatchingContext value={{ chosen, total }}>{actions}</AllMatchingContext>
    </Box>
  );
}
