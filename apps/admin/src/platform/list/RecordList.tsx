import type { ReactNode } from 'react';
import {
  ListContextProvider,
  type RaRecord,
  ResourceContextProvider,
  type SortPayload,
  useListController,
} from 'react-admin';
import type { Column } from './column.ts';
import { DataTable } from './DataTable.tsx';
import type { FilterValues } from './filter-definition.ts';
import { ListPager } from './ListPager.tsx';

export type RecordListProps<R extends RaRecord> = {
  readonly resource: string;
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly filter?: FilterValues;
  readonly sort: SortPayload;
  readonly perPage?: number;
  readonly rowPath?: (record: R) => string;
  readonly onOpen?: (record: R) => void;
  /** Offers check boxes; what to do with the selection. */
  readonly bulkActions?: ReactNode;
  readonly empty: ReactNode;
  /** j/k for the main table of a page or tab; off by default. */
  readonly keyboard?: boolean;
};

/** Rows of another resource inside a page or tab. @example <RecordList resource="charges" filter={{ supplierId }} columns={…} … /> */
export function RecordList<R extends RaRecord>({
  resource,
  filter,
  sort,
  perPage = 10,
  keyboard = false,
  ...table
}: RecordListProps<R>) {
  const list = useListController<R>({
    resource,
    filter,
    sort,
    perPage,
    disableSyncWithLocation: true,
    storeKey: false,
    exporter: false,
  });
  return (
    <ResourceContextProvider value={resource}>
      <ListContextProvider value={list}>
        <DataTable {...table} keyboard={keyboard} storeKey={`${resource}.embedded`} />
        {(list.total ?? 0) > perPage && <ListPager />}
      </ListContextProvider>
    </ResourceContextProvider>
  );
}
