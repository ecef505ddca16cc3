import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';

type Props = {
  readonly title: string;
  readonly fault: string | undefined;
  /** What else is chosen on its first line. */
  readonly beside: ReactNode;
  readonly children: ReactNode;
  /** Null takes it out. */
  readonly onChange: (change: { readonly title: string } | null) => void;
  readonly onMove: (by: -1 | 1) => void;
};

/** One of several parts of a model of which the first that holds counts: it has words, a place among the others, and can go. */
export function OrderedPart({ title, fault, beside, children, onChange, onMove }: Props) {
  return (
    <Box
      component="li"
      aria-label={title}
      sx={{ display: 'grid', gap: 2, borderTop: 1, borderColor: 'divider', paddingTop: 3 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'flex-start' }}>
        <TextField
          size="small"
          label="In words"
          value={title}
          error={fault !== undefined}
          helperText={fault}
          onChange={(event) => onChange({ title: event.target.value })}
          sx={{ flex: '1 1 240px' }}
        />
        {beside}
        <IconButton aria-label={`Move ${title} up`} onClick={() => onMove(-1)}>
          <ArrowUpward fontSize="small" />
        </IconButton>
        <IconButton aria-label={`Move ${title} down`} onClick={() => onMove(1)}>
          <ArrowDownward fontSize="small" />
        </IconButton>
        <Button size="small" color="error" onClick={() => onChange(null)}>
          Remove
        </Button>
      </Box>
      {children}
    </Box>
  );
}
