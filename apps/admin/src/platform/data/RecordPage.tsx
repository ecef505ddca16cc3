import type { ReactNode } from 'react';
import { type RaRecord, ShowBase, useShowContext } from 'react-admin';
import { Page } from '../components/PageHeader.tsx';
import { SkeletonPage } from '../components/Skeletons.tsx';
import { AwaitingApproval } from './AwaitingApproval.tsx';
import { RecordProblem } from './RecordProblem.tsx';

export type RecordPageProps<R extends RaRecord> = {
  readonly children: (record: R) => ReactNode;
  /** Inside a resource's show view both are known from the address. */
  readonly resource?: string;
  readonly id?: string;
};

/**
 * A show page: reads the record of the address and gives it to `children`; skeleton, error and not-found included.
 * @example <RecordPage<Charge>>{(charge) => <><PageHeader title={charge.id} />…</>}</RecordPage>
 */
export function RecordPage<R extends RaRecord>({ children, resource, id }: RecordPageProps<R>) {
  return (
    <ShowBase resource={resource} id={id} queryOptions={{ onError: () => undefined }}>
      <RecordContent>{children}</RecordContent>
    </ShowBase>
  );
}

function RecordContent<R extends RaRecord>({ children }: Pick<RecordPageProps<R>, 'children'>) {
  const { record, resource, error, isPending, refetch } = useShowContext<R>();
  if (record !== undefined)
    return (
      <Page>
        <AwaitingApproval resource={resource} id={String(record.id)} />
        {children(record)}
      </Page>
    );
  if (isPending) return <SkeletonPage />;
  return <RecordProblem error={error} retry={() => void refetch()} />;
}
