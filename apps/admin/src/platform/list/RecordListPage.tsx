import type { ReactNode } from 'react';
import { type RaRecord, useResourceContext } from 'react-admin';
import { EmptyState } from '../components/EmptyState.tsx';
import { DataTable, type DataTableProps } from './DataTable.tsx';
import { ListPage, type ListPageProps } from './ListPage.tsx';
import { recordPath } from './record-path.ts';

export type RecordListPageProps<R extends RaRecord> = Omit<ListPageProps, 'children'> &
  Pick<DataTableProps<R>, 'columns' | 'bulkActions' | 'onOpen'> & {
    /** Where a row leads: its own record unless told otherwise; nowhere with null. */
    readonly rowPath?: ((record: R) => string) | null;
    /** Accessible name of the table where it is not the title of the page. */
    readonly label?: string;
    /** What is said when there are no rows: what will appear here and how to get it. */
    readonly empty: { readonly title: string; readonly text: ReactNode };
  };

/**
 * The list view of a resource: the frame of a list page around one table, whose rows lead to their record unless told otherwise.
 * @example <RecordListPage<Charge> title="Payments" sort={newest} filters={filters} search="Search payments" columns={chargeColumns} empty={…} />
 */
export function RecordListPage<R extends RaRecord>({
  columns,
  rowPath,
  onOpen,
  bulkActions,
  empty,
  label,
  ...page
}: RecordListPageProps<R>) {
  const context = useResourceContext();
  const resource = page.resource ?? context ?? '';
  return (
    <ListPage {...page}>
      <DataTable<R>
        label={label ?? page.title}
        columns={columns}
        rowPath={rowPath === null ? undefined : (rowPath ?? (({ id }) => recordPath(resource, id)))}
        onOpen={onOpen}
        bulkActions={bulkActions}
        empty={<EmptyState title={empty.title}>{empty.text}</EmptyState>}
      />
    </ListPage>
  );
}
