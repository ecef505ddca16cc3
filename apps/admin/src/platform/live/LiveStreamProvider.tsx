import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type PropsWithChildren, useContext, useEffect, useMemo, useState } from 'react';
import { apiUrl } from '../http/http.ts';
import { useCapabilities } from '../layout/capabilities-context.ts';
import type { LiveEvent } from './live-event.ts';
import { type LiveState, openLiveConnection } from './live-connection.ts';
import { createRefresher } from './refresher.ts';
import { touchedBy } from './touches.ts';

export type LiveStream = { readonly state: LiveState; readonly recent: readonly LiveEvent[] };

const recentLimit = 100;

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
  const capabilities = useCapabilities();
  const [state, setState] = useState<LiveState>('connecting');
  const [recent, setRecent] = useState<readonly LiveEvent[]>([]);

  useEffect(() => {
    const refresh = createRefresher((resource) => refetchResource(queryClient, resource));
    const tables = capabilities.map(({ touches = {} }) => touches);
    const close = openLiveConnection(`${apiUrl}/stream`, {
      onState: setState,
      onCatchUp: () => void queryClient.invalidateQueries(),
      onEvent: (event) => {
        setRecent((events) => [event, ...events.filter(({ id }) => id !== event.id)].slice(0, recentLimit));
        refresh(touchedBy(event.resource, tables));
      },
      onJob: () => refresh(['job-runs']),
    });
    return () => {
      close();
      refresh.stop();
    };
  }, [queryClient, capabilities]);

  const stream = useMemo(() => ({ state, recent }), [state, recent]);
  return <LiveStreamContext.Provider value={stream}>{children}</LiveStreamContext.Provider>;
}

/** Every react-admin query key starts with its resource. */
async function refetchResource(queryClient: QueryClient, resource: string): Promise<boolean> {
  const ofResource = { queryKey: [resource] };
  const olderUnderWay = queryClient.isFetching(ofResource) > 0;
  await queryClient.invalidateQueries(ofResource, { cancelRefetch: false });
  return olderUnderWay;
}

function everything(): boolean {
  return true;
}
