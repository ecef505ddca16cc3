import HelpOutline from '@mui/icons-material/HelpOutline';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { AsOf } from './AsOf.tsx';

/** What a number means and where it comes from. */
export type Explanation = {
  readonly definition: string;
  readonly formula?: string;
  readonly source?: string;
  readonly asOf?: string | null;
  readonly staleAfterMinutes?: number;
};

/** A small "?" beside a number that opens its definition. @example <ExplainPopover name="MRR" definition="…" formula="…" /> */
export function ExplainPopover({ name, ...explanation }: Explanation & { readonly name: string }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        aria-label={`Explain ${name}`}
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ padding: '2px', margin: '-2px' }}
      >
        <HelpOutline sx={{ fontSize: 14 }} />
      </IconButton>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        <Box
          role="dialog"
          aria-label={`What ${name} means`}
          sx={{ padding: 4, maxWidth: 360, display: 'grid', gap: 2 }}
        >
          <Typography variant="h3" component="p">
            {name}
          </Typography>
          <ExplanationText {...explanation} />
        </Box>
      </Popover>
    </>
  );
}

function ExplanationText({ definition, formula, source, asOf, staleAfterMinutes }: Explanation) {
  return (
    <>
      <Typography variant="body2">{definition}</Typography>
      {formula && (
        <Box
          component="code"
          sx={({ colours }) => ({
            padding: 2,
            borderRadius: 1,
            backgroundColor: colours.canvas,
            fontSize: 12,
            whiteSpace: 'pre-wrap',
          })}
        >
          {formula}
        </Box>
      )}
      {source && (
        <Typography variant="caption" color="text.secondary">
          Source: {source}
        </Typography>
      )}
      <AsOf at={asOf} staleAfterMinutes={staleAfterMinutes} />
    </>
  );
}
