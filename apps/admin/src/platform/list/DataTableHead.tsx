import Checkbox from '@mui/material/Checkbox';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import { type RaRecord, useListContext } from 'react-admin';
import type { Column } from './column.ts';

type Props<R extends RaRecord> = {
  readonly columns: readonly Column<R>[];
  readonly selectable: boolean;
  readonly records: readonly R[];
};

/** Column names with sort, and "select this page". */
export function DataTableHead<R extends RaRecord>({ columns, selectable, records }: Props<R>) {
  return (
    <TableHead>
      <TableRow>
        {selectable && <SelectPage records={records} />}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} />
        ))}
      </TableRow>
    </TableHead>
  );
}

function HeadCell<R extends RaRecord>({ column: { label, sortBy, align, width } }: { column: Column<R> }) {
  const { sort, setSort } = useListContext();
  const active = sortBy !== undefined && sort.field === sortBy;
  const direction = sort.order === 'DESC' ? 'desc' : 'asc';
  return (
    <TableCell align={align} sortDirection={active ? direction : false} sx={{ width }}>
      {sortBy === undefined ? (
        label
      ) : (
        <TableSortLabel
          active={active}
          direction={active ? direction : 'asc'}
          onClick={() => setSort({ field: sortBy, order: active && sort.order === 'ASC' ? 'DESC' : 'ASC' })}
        >
          {label}
        </TableSortLabel>
      )}
    </TableCell>
  );
}

function SelectPage({ records }: { records: readonly RaRecord[] }) {
  const { selectedIds, onSelect } = useListContext();
  const ids = records.map(({ id }) => id);
  const here = ids.filter((id) => selectedIds.includes(id));
  const all = ids.length > 0 && here.length === ids.length;
  const toggle = () =>
    onSelect(all ? selectedIds.filter((id) => !ids.includes(id)) : [...new Set([...selectedIds, ...ids])]);
  return (
    <TableCell padding="checkbox">
      <Checkbox
        checked={all}
        indeterminate={here.length > 0 && !all}
        onChange={toggle}
        slotProps={{ input: { 'aria-label': 'Select this page' } }}
      />
    </TableCell>
  );
}
