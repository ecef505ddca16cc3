import { useEffect, useState } from 'react';
import { useDataProvider } from 'react-admin';
import type { ActionInput, ActionPreview, ActionTarget } from '../data/action.ts';
import type { AdminDataProvider } from '../data/data-provider.ts';

export type PreviewState = {
  readonly preview: ActionPreview | null;
  readonly error: unknown;
  readonly pending: boolean;
};

const typingPauseMs = 300;
const idle: PreviewState = { preview: null, error: null, pending: false };

/**
 * What the action would do with this input, asked again a moment after the input changes. Null input (required fields missing) asks nothing.
 * @param attempt a change asks again with the same input, for example after the preview went stale
 */
export function useActionPreview(
  { resource, id, verb }: ActionTarget,
  input: ActionInput | null,
  attempt: number,
): PreviewState {
  const provider = useDataProvider<AdminDataProvider>();
  const [state, setState] = useState<PreviewState>(idle);
  const asked = input === null ? null : JSON.stringify(input);
  useEffect(() => {
    if (asked === null) {
      setState(idle);
      return;
    }
    let current = true;
    setState((previous) => ({ ...previous, pending: true }));
    const keep = (next: PreviewState) => {
      if (current) setState(next);
    };
    const ask = () =>
      provider
        .previewAction({ resource, id, verb }, JSON.parse(asked))
        .then((preview) => keep({ preview, error: null, pending: false }))
        .catch((error: unknown) => keep({ preview: null, error, pending: false }));
    const timer = setTimeout(() => void ask(), typingPauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [provider, resource, id, verb, asked, attempt]);
  return state;
}
