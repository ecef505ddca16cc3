import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import type { ActionInput, ActionPreview, ActionTarget } from '../data/action.ts';
import type { AdminDataProvider } from '../data/data-provider.ts';
import { useSettled } from '../hooks/use-settled.ts';

export type PreviewState = {
  readonly preview: ActionPreview | null;
  readonly error: unknown;
  readonly pending: boolean;
};

const typingPauseMs = 300;

/**
 * What the action would do with this input, asked again a moment after the input changes and when the record changes meanwhile.
 * Null input (required fields missing) asks nothing.
 * @param attempt a change asks again with the same input, for example after the preview went stale
 * @param paused asks nothing while the run itself is under way: what it changes would make its own preview impossible
 */
export function useActionPreview(
  { resource, id, verb }: ActionTarget,
  input: ActionInput | null,
  attempt: number,
  paused: boolean,
): PreviewState {
  const provider = useDataProvider<AdminDataProvider>();
  const asked = input === null ? null : JSON.stringify(input);
  const settled = useSettled(asked, typingPauseMs);
  const { data, error, isPending, isPlaceholderData } = useQuery({
    queryKey: [resource, 'preview', id, verb, settled, attempt],
    queryFn: () => provider.previewAction({ resource, id, verb }, JSON.parse(settled ?? '{}')),
    enabled: settled !== null && !paused,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });
  if (asked === null) return { preview: null, error: null, pending: false };
  // Asked again only because something happened meanwhile, the last answer holds until the next one is there.
  const pending = isPending || isPlaceholderData || asked !== settled;
  return { preview: error === null ? (data ?? null) : null, error, pending };
}
