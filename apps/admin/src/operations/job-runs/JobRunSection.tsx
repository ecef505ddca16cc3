import Box from '@mui/material/Box';
import type { JobRun } from '@wedsync/domain/operations';
import { EmptyState, RecordList, recordPath, Section } from '../../platform/index.ts';
import { jobRunColumns } from './job-run-columns.tsx';

/** What is under way or waiting, and what ran lately. */
export function JobRunSection() {
  return (
    <Box sx={{ display: 'grid', gap: 5 }}>
      <Runs title="Under way and waiting" states={['running', 'queued', 'failed']} empty="Nothing is under way" />
      <Runs title="Ended" states={['dead', 'cancelled', 'succeeded']} empty="Nothing has ended yet" />
    </Box>
  );
}

function Runs({
  title,
  states,
  empty,
}: {
  readonly title: string;
  readonly states: readonly JobRun['state'][];
  readonly empty: string;
}) {
  return (
    <Section title={title} padded={false}>
      <RecordList<JobRun>
        resource="job-runs"
        label={title}
        columns={jobRunColumns}
        filter={{ state: states }}
        sort={{ field: 'id', order: 'DESC' }}
        perPage={15}
        rowPath={({ id }) => recordPath('job-runs', id)}
        empty={
          <EmptyState title={empty}>
            Scheduled work and work that people ask for appears here with its progress.
          </EmptyState>
        }
      />
    </Section>
  );
}
