import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useStream } from '../../platform/index.ts';
import { dashboardKey } from '../success-data.ts';

// A burst of events costs one count; the api itself counts at most every three seconds.
const settleMs = 800;

/** Counts the figures again soon after anything happened. */
export function useDashboardRefresh(): void {
  const queryClient = useQueryClient();
  const newest = useStream().recent[0]?.id;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (newest === undefined || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void queryClient.invalidateQueries({ queryKey: dashboardKey });
    }, settleMs);
  }, [newest, queryClient]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
