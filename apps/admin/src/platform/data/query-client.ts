import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { HttpError } from 'react-admin';

// 10 s: coming back to a list shows it at once; the live stream refreshes sooner when something changed.
const freshMs = 10_000;
const attempts = 2;

/** How the admin asks: answers stay fresh for a moment, and only failures that can pass by themselves are tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: ({ queryKey }) => (isRecord(queryKey) ? 0 : freshMs),
        retry: (failures, error) => failures < attempts && mayPass(error),
        refetchOnWindowFocus: false,
      },
    },
  });
}

/** React-admin keeps each row of a list as if it were the record, though a row tells less: a record is always asked for. */
function isRecord([, verb]: QueryKey): boolean {
  return verb === 'getOne';
}

function mayPass(error: unknown): boolean {
  return !(error instanceof HttpError) || error.status === 0 || error.status >= 500;
}
