import type { BulkRun } from '@wedsync/domain/access';
import { useGetList } from 'react-admin';
import { fractionOf, isAtWork, type ProgressItem, recordPath, usePermission, useReport } from '../../platform/index.ts';
import type { ProgressReaderProps } from '../../platform/capability.ts';

const [busyMs, idleMs] = [2_000, 30_000];

/** One's own bulk actions that are not over, for the header tray. */
export function BulkRunProgressReader({ report }: ProgressReaderProps) {
  const allowed = usePermission('bulk-runs:list');
  const { data = [] } = useGetList<BulkRun>(
    'bulk-runs',
    {
      filter: { mine: true, state: ['checking', 'ready', 'running'] },
      pagination: { page: 1, perPage: 20 },
      sort: { field: 'requestedAt', order: 'DESC' },
    },
    { enabled: allowed, refetchInterval: ({ state }) => (state.data?.data.some(isAtWork) === true ? busyMs : idleMs) },
  );
  useReport(report, data.map(itemOf));
  return null;
}

function itemOf(run: BulkRun): ProgressItem {
  return {
    id: run.id,
    label: `${run.title}: all that match`,
    fraction: fractionOf(run),
    state: run.state === 'ready' ? 'waiting' : 'running',
    detail: details[run.state] ?? '',
    path: recordPath('bulk-runs', run.id),
  };
}

const details: Readonly<Partial<Record<BulkRun['state'], string>>> = {
  checking: 'Being checked; nothing is done yet',
  ready: 'Checked: open it to start it',
  running: 'Being done, record by record',
};
