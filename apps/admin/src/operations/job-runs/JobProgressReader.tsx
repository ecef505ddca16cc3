import type { JobRun } from '@wedsync/domain/operations';
import { useGetList } from 'react-admin';
import { type ProgressItem, recordPath, usePermission, useReport } from '../../platform/index.ts';
import type { ProgressReaderProps } from '../../platform/capability.ts';
import { fractionOf } from './run-progress.ts';

const phases: Readonly<Record<JobRun['state'], ProgressItem['state']>> = {
  queued: 'waiting',
  running: 'running',
  failed: 'waiting',
  succeeded: 'succeeded',
  dead: 'failed',
  cancelled: 'failed',
};

/** Jobs that say how far they are, for the header tray; refreshed by the live stream. */
export function JobProgressReader({ report }: ProgressReaderProps) {
  const allowed = usePermission('job-runs:list');
  const { data = [] } = useGetList<JobRun>(
    'job-runs',
    { filter: { state: ['running'] }, pagination: { page: 1, perPage: 20 }, sort: { field: 'id', order: 'DESC' } },
    { enabled: allowed },
  );
  useReport(report, data.filter(({ progress }) => progress !== null).map(itemOf));
  return null;
}

function itemOf({ id, name, state, progress }: JobRun): ProgressItem {
  return {
    id: `job-${id}`,
    label: name,
    fraction: fractionOf(progress),
    state: phases[state],
    path: recordPath('job-runs', id),
    ...(progress?.note === undefined ? {} : { detail: progress.note }),
  };
}
