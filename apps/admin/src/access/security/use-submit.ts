import { useState } from 'react';
import { problemIn } from './account-requests.ts';

/** One small form that is sent to the api: busy while it is under way, then done or with the words of what went wrong. */
export function useSubmit(send: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReturnType<typeof problemIn> | null>(null);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await send();
    } catch (error) {
      setProblem(problemIn(error));
    } finally {
      setBusy(false);
    }
  };
  const errorOf = (field: string) => problem?.errors?.[field];
  const onForm = problem !== null && problem.errors === undefined ? problem.message : null;
  return { submit, busy, errorOf, message: onForm };
}
