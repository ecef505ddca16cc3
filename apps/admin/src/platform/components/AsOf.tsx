import Box from '@mui/material/Box';
import { formatExact, formatRelative } from '../format/time.ts';
import { useNow } from '../hooks/use-now.ts';

/** "as of 2 minutes ago"; turns amber and says "stale" when older than `staleAfterMinutes`. */
export function AsOf({ at, staleAfterMinutes = 15 }: { at: string | null | undefined; staleAfterMinutes?: number }) {
  const nowMs = useNow();
  if (!at) return null;
  const stale = nowMs - Date.parse(at) > staleAfterMinutes * 60_000;
  return (
    <Box
      component="span"
      title={formatExact(at)}
      sx={({ colours }) => ({
        fontSize: 12,
        lineHeight: '16px',
        color: stale ? colours.tone.caution.text : 'text.secondary',
      })}
    >
      {stale && 'stale, '}as of {formatRelative(at, nowMs)}
    </Box>
  );
}
