import { useRef, useState } from 'react';
import { HttpError, useDataProvider, useListContext } from 'react-admin';
import type { ActionDefinition, ActionInput } from '../data/action.ts';
import type { AdminDataProvider } from '../data/data-provider.ts';
import { newIdempotencyKey } from './idempotency-key.ts';

type Call = { readonly input: ActionInput; readonly reason: string | undefined };

/** Has one action checked for everything the list shows. After a lost answer, trying again carries the same key. */
export function useAskForMatching({ resource, verb }: ActionDefinition) {
  const provider = useDataProvider<AdminDataProvider>();
  const { filterValues } = useListContext();
  const key = useRef(newIdempotencyKey());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [bulkRunId, setBulkRunId] = useState<string | null>(null);

  function refuse(failure: unknown): void {
    setError(failure);
    if (failure instanceof HttpError && failure.status >= 400 && failure.status < 500)
      key.current = newIdempotencyKey();
  }
  async function ask(call: Call): Promise<void> {
    setBusy(true);
    setError(null);
    const target = { resource, verb, filter: filterValues };
    await provider.askForMatching(target, { ...call, idempotencyKey: key.current }).then(setBulkRunId, refuse);
    setBusy(false);
  }
  return { ask, busy, error, bulkRunId };
}
