import { isDomainError, limits, type ErrorKind } from '@wedsync/domain/platform';

/** The provider understood and said no. A wrong key or missing right is ours to mend and refuses nothing. */
const refusals: readonly ErrorKind[] = ['invalid', 'conflict', 'not-found'];

/** Whether repeating the call would be refused again. */
export function isRefusal(error: unknown): error is Error {
  return isDomainError(error) && refusals.includes(error.kind);
}

/** What went wrong, cut to what is worth keeping. */
export function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, limits.maxErrorTextChars);
}
