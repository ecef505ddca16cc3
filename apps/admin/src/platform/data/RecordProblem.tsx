import { ErrorState } from '../components/ErrorState.tsx';
import { NotFound } from '../components/NotFound.tsx';

/** Instead of a record that could not be read: there is none, or why not and once more. */
export function RecordProblem({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  return isMissing(error) ? <NotFound /> : <ErrorState error={error} retry={retry} />;
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 404;
}
