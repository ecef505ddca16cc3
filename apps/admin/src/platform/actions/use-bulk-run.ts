import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { HttpError, useDataProvider, useListContext, useNotify } from 'react-admin';
import type { ActionDefinition, ActionInput, BulkOutcome } from '../data/action.ts';
import type { AdminDataProvider } from '../data/data-provider.ts';
import { countOf } from '../format/count.ts';
import { newIdempotencyKey } from './idempotency-key.ts';
import { endings } from './run-outcome.ts';

type Call = { readonly ids: readonly string[]; readonly input: ActionInput; readonly reason: string | undefined };

/** Runs one action on many records. After a lost answer, trying again carries the same key, so no record is acted on twice. */
export function useBulkRun({ resource, verb, title }: ActionDefinition, noun: string) {
  const provider = useDataProvider<AdminDataProvider>();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { onUnselectItems } = useListContext();
  const key = useRef(newIdempotencyKey());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);

  function finish(done: BulkOutcome): void {
    void queryClient.invalidateQueries({ queryKey: [resource] });
    const [ending, ...others] = endings(done.succeeded);
    if (ending === undefined || done.failed.length + done.awaitingApproval.length + others.length > 0)
      return setOutcome(done);
    notify(`${title}, ${countOf(ending.count, noun)}: ${ending.words}`, {
      type: done.succeeded.some(({ words }) => words !== null) ? 'info' : 'success',
    });
    onUnselectItems();
  }
  function refuse(failure: unknown): void {
    setError(failure);
    if (failure instanceof HttpError && failure.status >= 400 && failure.status < 500)
      key.current = newIdempotencyKey();
  }
  async function run({ ids, ...call }: Call): Promise<void> {
    setBusy(true);
    setError(null);
    await provider.runOnMany({ resource, verb, ids }, { ...call, idempotencyKey: key.current }).then(finish, refuse);
    setBusy(false);
  }
  return { run, busy, error, outcome };
}
