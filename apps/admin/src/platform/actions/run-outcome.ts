import { grouped } from '@wedsync/domain/platform';
import type { ActionRun, ActionRunState, BulkOutcome } from '../data/action.ts';

export type RunOutcome = {
  readonly message: string;
  readonly type: 'success' | 'info' | 'error';
  readonly final: boolean;
};

/** What became of a run, for the person who asked for it: in the action's own words where it has some, for "done" may be that nothing was sent. */
export function outcomeOf({ state, result }: Pick<ActionRun, 'state' | 'result'>): RunOutcome {
  const outcome = outcomes[state];
  const words = result?.words;
  return state === 'succeeded' && typeof words === 'string' ? { ...outcome, message: words, type: 'info' } : outcome;
}

/** How many ended how, the most first. */
export function endings(succeeded: BulkOutcome['succeeded']): readonly { words: string; count: number }[] {
  const alike = grouped(succeeded, ({ words }) => words ?? outcomes.succeeded.message);
  return [...alike].map(([words, { length }]) => ({ words, count: length })).toSorted((a, b) => b.count - a.count);
}

const outcomes: Readonly<Record<ActionRunState, RunOutcome>> = {
  requested: { message: 'Asked for; it starts in a moment.', type: 'info', final: false },
  awaiting_approval: {
    message: 'Sent for approval. Nothing happens until a second person approves.',
    type: 'info',
    final: false,
  },
  approved: { message: 'Approved, about to run.', type: 'info', final: false },
  running: { message: 'Running now.', type: 'info', final: false },
  succeeded: { message: 'Done.', type: 'success', final: true },
  failed: { message: 'It failed; nothing was changed. Open the run for the reason.', type: 'error', final: true },
  rejected: { message: 'Rejected; nothing was changed.', type: 'error', final: true },
  expired: { message: 'Nobody approved it in time; nothing was changed.', type: 'error', final: true },
};
