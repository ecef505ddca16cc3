import { useGetMany, useStore } from 'react-admin';
import { outcomeOf } from '../actions/run-outcome.ts';
import type { ActionRun, ActionRunState } from '../data/action.ts';
import type { ProgressItem } from './progress-item.ts';

export type TrackedRun = { readonly id: string; readonly label: string; readonly path: string };

const none: readonly TrackedRun[] = [];
const limit = 20;

/** The runs this person started here and has not dismissed; they survive navigation and reload. */
export function useTrackedRuns() {
  const [runs, setRuns] = useStore<readonly TrackedRun[]>('progress.runs', none);
  return {
    runs,
    track: (run: TrackedRun) => setRuns([run, ...runs.filter(({ id }) => id !== run.id)].slice(0, limit)),
    dismiss: (id: string) => setRuns(runs.filter((run) => run.id !== id)),
  };
}

/** The tracked runs with their state as the server has it now. */
export function useTrackedRunProgress(): readonly ProgressItem[] {
  const { runs } = useTrackedRuns();
  const { data = [] } = useGetMany<ActionRun>(
    'action-runs',
    { ids: runs.map(({ id }) => id) },
    { enabled: runs.length > 0 },
  );
  return runs.map((run) => {
    const found = data.find((candidate) => candidate !== undefined && candidate.id === run.id);
    const state: ActionRunState = found?.state ?? 'requested';
    const { final, message } = outcomeOf(found ?? { state });
    return { ...run, fraction: final ? 1 : null, state: phases[state], detail: message };
  });
}

const phases: Readonly<Record<ActionRunState, ProgressItem['state']>> = {
  requested: 'waiting',
  awaiting_approval: 'waiting',
  approved: 'waiting',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  rejected: 'failed',
  expired: 'failed',
};
