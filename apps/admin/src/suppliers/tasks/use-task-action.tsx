import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataProvider, useNotify } from 'react-admin';
import { type AdminDataProvider, newIdempotencyKey } from '../../platform/index.ts';
import { problemWords } from '../problem-words.ts';
import { UndoNotice } from './UndoNotice.tsx';

export type TaskAction = {
  readonly act: (id: string, verb: string, input: Readonly<Record<string, unknown>>, done: string) => Promise<boolean>;
  readonly busyId: string | null;
};

/** What a task touches on screen: itself, its supplier's count, the story. */
const touched = ['tasks', 'suppliers', 'timeline-entries'];

/** What takes a move back. */
const undoneBy: Readonly<Record<string, string>> = { complete: 'reopen', snooze: 'reopen' };
const undoMs = 8_000;

/** Moves a task with one press, without a form; what can be taken back offers to. */
export function useTaskAction(): TaskAction {
  const provider = useDataProvider<AdminDataProvider>();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [busyId, setBusyId] = useState<string | null>(null);
  const act: TaskAction['act'] = async (id, verb, input, done) => {
    setBusyId(id);
    try {
      await provider.runAction({ resource: 'tasks', id, verb }, { input, idempotencyKey: newIdempotencyKey() });
      const undo = undoneBy[verb];
      if (undo === undefined) notify(done, { type: 'success' });
      else
        notify(<UndoNotice words={done} onUndo={() => void act(id, undo, {}, 'Taken back')} />, {
          autoHideDuration: undoMs,
        });
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
