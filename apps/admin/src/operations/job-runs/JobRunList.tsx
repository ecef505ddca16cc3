import { type JobRun, jobRunStates } from '@wedsync/domain/operations';
import { anyOf, BulkActions, type FilterDefinition, RecordListPage } from '../../platform/index.ts';
import { jobRunColumns } from './job-run-columns.tsx';

const filters: readonly FilterDefinition[] = [anyOf('state', 'State', jobRunStates)];

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
