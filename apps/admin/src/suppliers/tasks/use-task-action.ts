import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataProvider, useNotify } from 'react-admin';
import type { AdminDataProvider } from '../../platform/index.ts';
import { problemWords } from '../problem-words.ts';

export type TaskAction = {
  readonly act: (id: string, verb: string, input: Readonly<Record<string, unknown>>, done: string) => Promise<boolean>;
  readonly busyId: string | null;
};

/** What a task touches on screen: itself, its supplier's count, the story. */
const touched = ['tasks', 'suppliers', 'timeline-entries'];

/** Moves a task with one press, without a form. */
export function useTaskAction(): TaskAction {
  const provider = useDataProvider<AdminDataProvider>();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [busyId, setBusyId] = useState<string | null>(null);
  const act: TaskAction['act'] = async (id, verb, input, done) => {
    setBusyId(id);
    try {
      await provider.runAction({ resource: 'tasks', id, verb }, { input, idempotencyKey: crypto.randomUUID() });
      notify(done, { type: 'success' });
      return true;
    } catch (error) {
      notify(problemWords(error), { type: 'error' });
      return false;
    } finally {
      setBusyId(null);
      for (const resource of touched) void queryClient.invalidateQueries({ queryKey: [resource] });
    }
  };
  return { act, busyId };
}
