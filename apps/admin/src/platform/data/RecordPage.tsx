import type { ReactNode } from 'react';
import { type RaRecord, ShowBase, useShowContext } from 'react-admin';
import { ErrorState } from '../components/ErrorState.tsx';
import { NotFound } from '../components/NotFound.tsx';
import { Page } from '../components/PageHeader.tsx';
import { SkeletonPage } from '../components/Skeletons.tsx';

/**
 * A show page: reads the record of the address and gives it to `children`; skeleton, error and not-found included.
 * @example <RecordPage<Charge>>{(charge) => <><PageHeader title={…} />…</>}</RecordPage>
 */
export function RecordPage<R extends RaRecord>({
  children,
  resource,
  id,
}: {
  children: (record: R) => ReactNode;
  resource?: string;
  id?: string;
}) {
  return (
    <ShowBase resource={resource} id={id} queryOptions={{ onError: () => undefined }}>
      <RecordContent>{children}</RecordContent>
    </ShowBase>
  );
}

function RecordContent<R extends RaRecord>({ children }: { children: (record: R) => ReactNode }) {
  const { record, error, isPending, refetch } = useShowContext<R>();
  if (record !== undefined) return <Page>{children(record)}</Page>;
  if (isPending) return <SkeletonPage />;
  return isMissing(error) ? <NotFound /> : <ErrorState error={error} retry={() => void refetch()} />;
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 404;
}
