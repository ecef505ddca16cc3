import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { HttpError, useDataProvider, useNotify } from 'react-admin';
import type { ActionDefinition, ActionRun, ActionTarget } from '../data/action.ts';
import type { AdminDataProvider } from '../data/data-provider.ts';
import { readProblem } from '../http/problem.ts';
import { useTrackedRuns } from '../progress/tracked-runs.ts';
import type { ActionValues } from './action-values.ts';
import { newIdempotencyKey } from './idempotency-key.ts';
import { outcomeOf } from './run-outcome.ts';
import { useActionInput } from './use-action-input.ts';
import { useActionPreview } from './use-action-preview.ts';

export type ActionFormOptions = {
  readonly target: ActionTarget;
  readonly definition: ActionDefinition;
  readonly initial?: ActionValues;
  readonly onDone: (run: ActionRun) => void;
};

/** State of one opened action form: values, live preview, and the one run it may start. */
export function useActionForm({ target, definition, initial, onDone }: ActionFormOptions) {
  const given = useActionInput(definition, initial);
  const { input, reason } = given;
  const [attempt, setAttempt] = useState(0);
  const run = useRun({ target, definition, onDone, onStalePreview: () => setAttempt((count) => count + 1) });
  const previewState = useActionPreview(target, input, attempt, run.busy);
  const problem = run.error ?? previewState.error;
  const ready = input !== null && previewState.preview !== null && !previewState.pending && given.reasonGiven;
  return {
    ...given,
    setValue: (name: string, value: unknown) => {
      run.clearError();
      given.setValue(name, value);
    },
    ...previewState,
    errors: fieldErrorsOf(problem),
    message: problem instanceof Error ? problem.message : null,
    ready: ready && !run.busy,
    busy: run.busy,
    submit: () => {
      if (input === null || !ready) return;
      void run.start({ input, reason: reason.trim() || undefined, previewToken: previewState.preview?.token });
    },
  };
}

/** What the server said of single fields. */
export function fieldErrorsOf(problem: unknown): Readonly<Record<string, string>> {
  return problem instanceof HttpError ? (readProblem(problem.status, problem.body).errors ?? {}) : {};
}

export type ActionForm = ReturnType<typeof useActionForm>;

type RunOptions = Omit<ActionFormOptions, 'initial'> & { readonly onStalePreview: () => void };
type RunCall = {
  readonly input: ActionValues;
  readonly reason: string | undefined;
  readonly previewToken: string | undefined;
};

/** Starts the run once: a second press does nothing, and a repeated attempt after a lost answer carries the same key. */
function useRun({ target, definition, onDone, onStalePreview }: RunOptions) {
  const provider = useDataProvider<AdminDataProvider>();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { track } = useTrackedRuns();
  const key = useRef(newIdempotencyKey());
  const inFlight = useRef(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function start(call: RunCall): Promise<void> {
    if (inFlight.current) return;
    inFlight.current = true;
    setBusy(true);
    try {
      finish(await provider.runAction(target, { ...call, idempotencyKey: key.current }));
    } catch (failure) {
      refuse(failure);
    } finally {
      inFlight.current = false;
      setBusy(false);
    }
  }
  function finish(run: ActionRun): void {
    const outcome = outcomeOf(run);
    notify(`${definition.title}: ${outcome.message}`, { type: outcome.type });
    if (!outcome.final)
      track({ id: run.id, label: definition.title, path: `/${target.resource}/${encodeURIComponent(target.id)}/show` });
    // What was just done is not worked out again while its form closes.
    const isNoPreview = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[1] !== 'preview';
    void queryClient.invalidateQueries({ queryKey: [target.resource], predicate: isNoPreview });
    void queryClient.invalidateQueries({ queryKey: ['action-runs'] });
    onDone(run);
  }
  /** A definite refusal ends the intent, so the corrected one gets a new key; after a lost answer the key stays. */
  function refuse(failure: unknown): void {
    setError(failure);
    if (!(failure instanceof HttpError) || failure.status < 400 || failure.status >= 500) return;
    key.current = newIdempotencyKey();
    if (failure.status === 409) onStalePreview();
  }
  return { start, busy, error, clearError: () => setError(null) };
}
