import type { ActionRunState } from '../data/action.ts';

export type RunOutcome = {
  readonly message: string;
  readonly type: 'success' | 'info' | 'error';
  readonly final: boolean;
};

/** What each state of a run means to the person who asked for it. */
export const runOutcomes: Readonly<Record<ActionRunState, RunOutcome>> = {
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
