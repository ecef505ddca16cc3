import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { HealthSimulationRow } from '@wedsync/domain/success';
import { formatCount } from '../../../platform/index.ts';

export function isAtWork(state: HealthSimulationRow['state'] | undefined): boolean {
  return state === 'waiting' || state === 'running';
}

/** How far a job is; the bar swings while it cannot say. */
export function JobProgress({ progress, unit }: { progress: HealthSimulationRow['progress']; unit: string }) {
  const { done = 0, total = null, note = null } = progress ?? {};
  const words =
    note ?? (total === null ? 'Waiting for the worker' : `${formatCount(done)} of ${formatCount(total)} ${unit}`);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <LinearProgress
        variant={total ? 'determinate' : 'indeterminate'}
        value={total ? Math.min(100, (100 * done) / total) : undefined}
        aria-label={words}
      />
      <Typography variant="caption" color="text.secondary" className="tabular">
        {words}
      </Typography>
    </Box>
  );
}
