import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import type { LiveState } from '../live/live-connection.ts';
import { useStream } from '../live/LiveStreamProvider.tsx';
import type { Tone } from '../theme/palette.ts';

type Look = { readonly word: string; readonly tone: Tone; readonly meaning: string };

const looks: Readonly<Record<LiveState, Look>> = {
  connecting: { word: 'Connecting', tone: 'neutral', meaning: 'Connecting to live updates' },
  live: { word: 'Live', tone: 'positive', meaning: 'Changes appear by themselves' },
  reconnecting: {
    word: 'Reconnecting',
    tone: 'caution',
    meaning: 'Live updates are interrupted; what you see may be old',
  },
};

/** Whether the page updates by itself, always in a word. */
export function LiveIndicator() {
  const { word, tone, meaning } = looks[useStream().state];
  return (
    <Tooltip title={meaning}>
      <Box
        role="status"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: '6px',
          paddingInline: 1,
          fontSize: 12,
          color: 'text.secondary',
        }}
      >
        <Box
          component="span"
          aria-hidden
          sx={({ colours }) => ({
            width: 7,
            height: 7,
            borderRadius: '50%',
            backgroundColor: colours.tone[tone].strong,
          })}
        />
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {word}
        </Box>
        <Box component="span" className="visually-hidden" sx={{ display: { sm: 'none' } }}>
          {word}
        </Box>
      </Box>
    </Tooltip>
  );
}
