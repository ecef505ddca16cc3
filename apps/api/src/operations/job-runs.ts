import { findJobRun, listJobRuns, restartRun } from '@wedsync/db/operations';
import { cancelRun } from '@wedsync/db/platform';
import { jobRunFilterSchema, jobRunSchema, type JobRun } from '@wedsync/domain/operations';
import { defineError, NotFound } from '@wedsync/domain/platform';
import { defineResource } from '../platform/index.ts';
import { defineRecordAction } from '../delivery/index.ts';

const WrongState = defineError(
  'conflict',
  'wrong-state',
  (p: { state: string; verb: string }) => `A run that is ${p.state} cannot be ${p.verb}.`,
);

export const jobRuns = defineResource({
  name: 'job-runs',
  description: 'Work of the worker: what runs, how far it is, and what became of it.',
  row: jobRunSchema,
  filter: jobRunFilterSchema,
  list: listJobRuns,
  show: findJobRun,
});

export const retryJobRun = defineRecordAction<JobRun>({
  resource: 'job-runs',
  verb: 'retry',
  title: 'Run again',
  description: 'Start the run afresh',
  danger: false,
  bulk: true,
  find: findJobRun,
  linesOf: describe,
  refuse: ({ state }) =>
    ['dead', 'failed', 'cancelled'].includes(state) ? null : WrongState({ state, verb: 'run again' }),
  perform: async (writer, run) => {
    if (!(await restartRun(writer, run.id))) throw NotFound({ what: 'job run', id: run.id });
  },
});

export const cancelJobRun = defineRecordAction<JobRun>({
  resource: 'job-runs',
  verb: 'cancel',
  title: 'Cancel job',
  description: 'Take the run away; one under way can commit nothing more',
  danger: true,
  find: findJobRun,
  linesOf: describe,
  refuse: ({ state }) =>
    ['queued', 'failed', 'running'].includes(state) ? null : WrongState({ state, verb: 'cancelled' }),
  perform: async (writer, run) => {
    if (!(await cancelRun(writer, run.id))) throw NotFound({ what: 'job run', id: run.id });
  },
});

function describe({ name, attempt, error }: JobRun) {
  return [
    { label: 'Job', value: name },
    { label: 'Attempts so far', value: String(attempt) },
    ...(error === null ? [] : [{ label: 'Last error', value: error }]),
  ];
}
