import LinearProgress from '@mui/material/LinearProgress';
import Box from '@mui/material/Box';
import type { JobRun } from '@wedsync/domain/operations';
import { type Column, formatCount, RelativeTime, StatusChip } from '../../platform/index.ts';
import { fractionOf } from './run-progress.ts';

/** How far a run is, as a bar with its figures. */
export function RunProgress({ progress }: Pick<JobRun, 'progress'>) {
  if (progress === null) return <>–</>;
  const { done, total, note } = progress;
  const figures = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
  const fraction = fractionOf(progress);
  return (
    <Box sx={{ display: 'grid', gap: 1, minWidth: 120 }}>
      <span className="tabular">{note === undefined ? figures : `${figures} · ${note}`}</span>
      {fraction !== null && <LinearProgress variant="determinate" value={fraction * 100} aria-label={figures} />}
    </Box>
  );
}

/** Columns of lists of job runs. */
export const jobRunColumns: readonly Column<JobRun>[] = [
  { id: 'name', label: 'Job', render: ({ name }) => name, sortBy: 'name', always: true, phone: true },
  { id: 'state', label: 'State', render: ({ state }) => <StatusChip status={state} />, phone: true },
  { id: 'progress', label: 'Progress', render: ({ progress }) => <RunProgress progress={progress} /> },
  {
    id: 'attempt',
    label: 'Attempt',
    align: 'right',
    render: ({ attempt }) => <span className="tabular">{attempt}</span>,
  },
  { id: 'error', label: 'Error', render: ({ error }) => error ?? '–' },
  { id: 'requestedBy', label: 'Asked by', render: ({ requestedBy }) => requestedBy ?? '–', hidden: true },
  {
    id: 'startedAt',
    label: 'Started',
    render: ({ startedAt }) => <RelativeTime at={startedAt} />,
    sortBy: 'startedAt',
  },
  {
    id: 'finishedAt',
    label: 'Ended',
    render: ({ finishedAt }) => <RelativeTime at={finishedAt} />,
    sortBy: 'finishedAt',
    hidden: true,
  },
];
