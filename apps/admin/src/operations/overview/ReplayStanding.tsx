import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { ConsumerStanding } from '@wedsync/domain/operations';
import { formatCount, formatDate } from '../../platform/index.ts';

/** How far a replay is, how the last one ended, or what one would do. */
export function ReplayStanding({ consumer }: { readonly consumer: ConsumerStanding }) {
  const { id, lastReplay, replay, replayWords } = consumer;
  if (lastReplay === null)
    return (
      <Typography variant="body2" color="text.secondary">
        {replay === 'refuses' ? `No replay. ${replayWords}` : replayWords}
      </Typography>
    );
  const { state, since, eventsApplied, eventsTotal, requestedByName, lastError } = lastReplay;
  const done = `${formatCount(eventsApplied)} of ${formatCount(eventsTotal)}`;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {state === 'running' && (
        <LinearProgress
          variant="determinate"
          value={eventsTotal === 0 ? 100 : Math.min(100, (eventsApplied / eventsTotal) * 100)}
          aria-label={`Replay of ${id}`}
        />
      )}
      <Typography variant="body2" color="text.secondary">
        {`${words[state]} ${done} since ${formatDate(since)}, for ${requestedByName}`}
      </Typography>
      {lastError !== null && <Typography variant="body2">{lastError}</Typography>}
    </Box>
  );
}

const words = { running: 'Replaying:', done: 'Replayed', stopped: 'Stopped after' } as const;
