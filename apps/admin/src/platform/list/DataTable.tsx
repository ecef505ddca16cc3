import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import { type ReactNode, useRef } from 'react';
import { type RaRecord, useListContext } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { ErrorState } from '../components/ErrorState.tsx';
import { BulkBar } from './BulkBar.tsx';
import type { Column } from './column.ts';
import { DataTableHead } from './DataTableHead.tsx';
import { DataTableRow } from './DataTableRow.tsx';
import { DataTableSkeleton } from './DataTableSkeleton.tsx';
import { ColumnMenu } from './list-columns.tsx';
import { useColumns } from './use-columns.ts';
import { useRowKeys } from './use-row-keys.ts';

export type DataTableProps<R extends RaRecord> = {
  /** Accessible name, for example "Suppliers". */
  readonly label: string;
  readonly columns: readonly Column<R>[];
  /** Where a row leads; a row without it cannot be opened. */
  readonly rowPath?: (record: R) => string;
  /** Instead of leading somewhere, does something (for example opens a side panel). */
  readonly onOpen?: (record: R) => void;
  /** Offers check boxes; what to do with the selection is `bulkActions`. */
  readonly bulkActions?: ReactNode;
  /** Shown when there are no rows; an EmptyState. */
  readonly empty: ReactNode;
  /** Under which name the column choice is remembered; the resource by default. */
  readonly storeKey?: string;
  /** Off for small tables inside a page, so that j/k belong to the main list. */
  readonly keyboard?: boolean;
};

/**
 * The rows of the surrounding react-admin list (ListPage, RecordList) as a dense table: sort in the URL, column choice remembered,
 * j/k/x and Enter, skeleton while loading.
 * @example <DataTable label="Payments" columns={columns} rowPath={(charge) => recordPath('charges', charge.id)} empty={<EmptyState …/>} />
 */
export function DataTable<R extends RaRecord>({
  label,
  columns,
  rowPath,
  onOpen,
  bulkActions,
  empty,
  storeKey,
  keyboard = true,
}: DataTableProps<R>) {
  const list = useListContext<R>();
  const navigate = useNavigate();
  const body = useRef<HTMLTableSectionElement>(null);
  const choice = useColumns(columns, storeKey ?? list.resource);
  const records = list.data ?? [];
  const selectable = bulkActions !== undefined;
  const open = onOpen ?? (rowPath && ((record: R) => void navigate(rowPath(record))));
  const select = selectable ? (record: R) => list.onToggleItem(record.id) : undefined;
  const keys = useRowKeys({ body, records, onOpen: open, onSelect: select, disabled: !keyboard });

  if (list.error && list.data === undefined) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  const nothing = !list.isPending && records.length === 0;
  return (
    <Box sx={{ position: 'relative' }}>
      {!nothing && <ColumnMenu columns={columns} choice={choice} />}
      {/* Stays while rows are selected, even when none is left to show: it still tells what became of them. */}
      {selectable && <BulkBar actions={bulkActions} />}
      {nothing ? (
        empty
      ) : (
        <Box sx={{ overflowX: 'auto', opacity: list.isPlaceholderData ? 0.6 : 1 }}>
          <Table size="small" aria-label={label} aria-busy={list.isPending}>
            <DataTableHead columns={choice.shown} selectable={selectable} records={records} />
            {list.isPending ? (
              <DataTableSkeleton
                columns={choice.shown.length + (selectable ? 1 : 0)}
                rows={Math.min(list.perPage, 15)}
              />
            ) : (
              <TableBody ref={body}>
                {records.map((record, index) => (
                  <DataTableRow
                    key={record.id}
                    record={record}
                    columns={choice.shown}
                    path={rowPath?.(record)}
                    onOpen={open}
                    onSelect={select}
                    selected={list.selectedIds.includes(record.id)}
                    tabStop={keyboard && index === Math.max(0, keys.activeIndex)}
                    onFocus={() => keys.activate(record)}
                  />
                ))}
              </TableBody>
            )}
          </Table>
        </Box>
      )}
    </Box>
  );
}
