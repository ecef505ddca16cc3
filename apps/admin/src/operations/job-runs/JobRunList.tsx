import { type JobRun, jobRunStates } from '@wedsync/domain/operations';
import { BulkActions, type FilterDefinition, humanize, RecordListPage } from '../../platform/index.ts';
import { jobRunColumns } from './job-run-columns.tsx';

const filters: readonly FilterDefinition[] = [
  {
    source: 'state',
    label: 'State',
    kind: 'choice',
    multiple: true,
    choices: jobRunStates.map((id) => ({ id, name: humanize(id) })),
  },
];

/** Every run of every job, newest first. */
export default function JobRunList() {
  return (
    <RecordListPage<JobRun>
      title="Jobs"
      sort={{ field: 'id', order: 'DESC' }}
      filters={filters}
      search="Name of a job"
      columns={jobRunColumns}
      bulkActions={<BulkActions noun="run" />}
      empty={{ title: 'No runs match', text: 'Scheduled work and work that people ask for appears here.' }}
    />
  );
}
