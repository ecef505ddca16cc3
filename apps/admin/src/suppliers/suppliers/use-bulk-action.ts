import { useState } from 'react';
import { useDataProvider, useListContext, useNotify } from 'react-admin';
import { type AdminDataProvider, countOf } from '../../platform/index.ts';
import { problemWords } from '../problem-words.ts';

export type BulkAction = {
  readonly run: (input: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly done: number;
  readonly busy: boolean;
};

/** Runs one action on every selected supplier, one after the other, and says how it went; those that failed stay selected. */
export function useBulkAction(verb: string, past: string): BulkAction {
  const provider = useDataProvider<AdminDataProvider>();
  const notify = useNotify();
  const { selectedIds, onSelect, refetch } = useListContext();
  const [done, setDone] = useState(0);
  const [busy, setBusy] = useState(false);
  const run = async (input: Readonly<Record<string, unknown>>) => {
    setBusy(true);
    const failures: { id: string; why: string }[] = [];
    for (const [index, id] of selectedIds.map(String).entries()) {
      const call = { input, idempotencyKey: crypto.randomUUID() };
      await provider
        .runAction({ resource: 'suppliers', id, verb }, call)
        .catch((error: unknown) => failures.push({ id, why: problemWords(error) }));
      setDone(index + 1);
    }
    setBusy(false);
    setDone(0);
    onSelect(failures.map(({ id }) => id));
    notify(outcome(selectedIds.length, failures, past), { type: failures.length === 0 ? 'success' : 'error' });
    await refetch();
  };
  return { run, done, busy };
}

function outcome(total: number, failures: readonly { why: string }[], past: string): string {
  const good = countOf(total - failures.length, 'supplier');
  if (failures.length === 0) return `${good} ${past}`;
  return `${good} ${past}, ${failures.length} not: ${failures[0]?.why ?? ''}`;
}
