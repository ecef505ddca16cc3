import type { Task } from '@wedsync/domain/suppliers';
import { useShortcut } from '../../platform/index.ts';

const group = 'My book';

type QueueKeys = {
  readonly current: Task | undefined;
  readonly move: (step: number) => void;
  readonly complete: (task: Task) => void;
  readonly snooze: (task: Task) => void;
  readonly assign: (task: Task) => void;
};

/** The keys of the queue, in the help that ? opens: j and k move, d completes, s snoozes, e hands over. Enter belongs to the row that has the focus. */
export function useQueueKeys({ current, move, complete, snooze, assign }: QueueKeys): void {
  const disabled = current === undefined;
  const onCurrent = (act: (task: Task) => void) => () => {
    if (current !== undefined) act(current);
  };
  useShortcut({ keys: 'j', description: 'Next task', group, disabled, repeats: true, run: () => move(1) });
  useShortcut({ keys: 'k', description: 'Previous task', group, disabled, repeats: true, run: () => move(-1) });
  useShortcut({ keys: 'd', description: 'Task done', group, disabled, run: onCurrent(complete) });
  useShortcut({ keys: 's', description: 'Snooze the task', group, disabled, run: onCurrent(snooze) });
  useShortcut({ keys: 'e', description: 'Hand the task over', group, disabled, run: onCurrent(assign) });
}
