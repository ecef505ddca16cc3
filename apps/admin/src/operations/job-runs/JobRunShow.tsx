import type { JobRun } from '@wedsync/domain/operations';
import {
  ActionButton,
  Banner,
  KeyValueList,
  PageHeader,
  RecordPage,
  RelativeTime,
  Section,
  StatusChip,
} from '../../platform/index.ts';
import { JsonView } from '../JsonView.tsx';
import { RunProgress } from './job-run-columns.tsx';

/** One run of a job: how far it is, what it was given, what became of it. */
export default function JobRunShow() {
  return <RecordPage<JobRun>>{(run) => <JobRunDetails run={run} />}</RecordPage>;
}

function JobRunDetails({ run }: { readonly run: JobRun }) {
  const actions = (
    <>
      {['dead', 'failed', 'cancelled'].includes(run.state) && (
        <ActionButton resource="job-runs" id={run.id} verb="retry" variant="outlined" />
      )}
      {['queued', 'failed', 'running'].includes(run.state) && (
        <ActionButton resource="job-runs" id={run.id} verb="cancel" color="error" />
      )}
    </>
  );
  return (
    <>
      <PageHeader title={run.name} hint={<StatusChip status={run.state} />} actions={actions} />
      {run.error !== null && <Banner tone={run.state === 'dead' ? 'critical' : 'caution'}>{run.error}</Banner>}
      <Section title="Run">
        <KeyValueList
          items={[
            { label: 'Progress', value: <RunProgress progress={run.progress} /> },
            { label: 'Attempt', value: String(run.attempt) },
            { label: 'Asked by', value: run.requestedBy },
            {
              label: 'Planned for',
              value: run.plannedAt === null ? 'On request' : <RelativeTime at={run.plannedAt} />,
            },
            { label: 'Due', value: <RelativeTime at={run.runAt} /> },
            { label: 'Started', value: <RelativeTime at={run.startedAt} /> },
            { label: 'Last sign of life', value: <RelativeTime at={run.heartbeatAt} /> },
            { label: 'Ended', value: <RelativeTime at={run.finishedAt} /> },
            { label: 'Worker', value: run.lockedBy },
            { label: 'Run', value: run.id },
          ]}
        />
      </Section>
      <Section title="Given">
        <JsonView value={run.input} />
      </Section>
      {run.result !== null && (
        <Section title="Result">
          <JsonView value={run.result} />
        </Section>
      )}
    </>
  );
}
