import { type JobRun, jobRunStates } from '@wedsync/domain/operations';
import {
  BulkActions,
  DataTable,
  EmptyState,
  type FilterDefinition,
  humanize,
  ListPage,
  recordPath,
} from '../../platform/index.ts';
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
    <ListPage title="Jobs" sort={{ field: 'id', order: 'DESC' }} filters={filters} search="Name of a job">
      <DataTable<JobRun>
        label="Jobs"
        columns={jobRunColumns}
        rowPath={({ id }) => recordPath('job-runs', id)}
        bulkActions={<BulkActions noun="run" />}
        empty={<EmptyState title="No runs match">Scheduled work and work that people ask for appears here.</EmptyState>}
      />
    </ListPage>
  );
}
