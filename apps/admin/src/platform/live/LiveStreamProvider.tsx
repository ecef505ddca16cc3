import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type PropsWithChildren, useContext, useEffect, useMemo, useState } from 'react';
import { apiUrl } from '../http/http.ts';
import type { LiveEvent } from './live-event.ts';
import { type LiveState, openLiveConnection } from './live-connection.ts';

export type LiveStream = { readonly state: LiveState; readonly recent: readonly LiveEvent[] };

const recentLimit = 100;
// 400 ms: a burst of events (a sync, a bulk action) refetches a list once, and one change still shows within half a second.
const refreshDelayMs = 400;

const LiveStreamContext = createContext<LiveStream>({ state: 'connecting', recent: [] });

/** The state of the live connection and the recent events, newest first. @example const { state, recent } = useStream() */
export function useStream(): LiveStream {
  return useContext(LiveStreamContext);
}

/** Recent events that pass the filter, newest first. @example useLiveEvents((event) => event.supplierId === id) */
export function useLiveEvents(filter: (event: LiveEvent) => boolean = everything): readonly LiveEvent[] {
  return useStream().recent.filter(filter);
}

/** Holds the one live connection of the page and refreshes what the events touch. */
export function LiveStreamProvider({ children }: PropsWithChildren) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const [recent, setRecent] = useState<readonly LiveEvent[]>([]);

  useEffect(() => {
    const refresh = createRefresher(queryClient);
    const close = openLiveConnection(`${apiUrl}/stream`, {
      onState: setState,
      onCatchUp: () => void queryClient.invalidateQueries(),
      onEvent: (event) => {
        setRecent((events) => [event, ...events.filter(({ id }) => id !== event.id)].slice(0, recentLimit));
        refresh(event.resource);
      },
    });
    return () => {
      close();
      refresh.stop();
    };
  }, [queryClient]);

  const stream = useMemo(() => ({ state, recent }), [state, recent]);
  return <LiveStreamContext.Provider value={stream}>{children}</LiveStreamContext.Provider>;
}

/** Collects the touched resources and refetches their queries together; every react-admin query key starts with its resource. */
function createRefresher(queryClient: QueryClient) {
  const touched = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const resource of touched) void queryClient.invalidateQueries({ queryKey: [resource] });
    touched.clear();
  };
  const refresh = (resource: string) => {
    touched.add(resource);
    timer ??= setTimeout(flush, refreshDelayMs);
  };
  return Object.assign(refresh, { stop: () => clearTimeout(timer) });
}

function everything(): boolean {
  return true;
}
