import Checkbox from '@mui/material/Checkbox';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { type RaRecord, RecordContextProvider } from 'react-admin';
import { Link } from 'react-router-dom';
import type { Column } from './column.ts';

type Props<R extends RaRecord> = {
  readonly record: R;
  readonly columns: readonly Column<R>[];
  readonly path: string | undefined;
  readonly onOpen: ((record: R) => void) | undefined;
  readonly onSelect: ((record: R) => void) | undefined;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly onFocus: () => void;
};

/** One row: a press or Enter opens it; the first cell is a real link, so it opens in a new tab too. */
export function DataTableRow<R extends RaRecord>({
  record,
  columns,
  path,
  onOpen,
  onSelect,
  selected,
  tabStop,
  onFocus,
}: Props<R>) {
  const onClick = (event: MouseEvent) => {
    if (!isOnControl(event.target)) onOpen?.(record);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    onOpen?.(record);
  };
  return (
    <TableRow
      hover
      selected={selected}
      tabIndex={tabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={onClick}
      onKeyDown={onKeyDown}
      sx={{ cursor: onOpen ? 'pointer' : undefined }}
    >
      {onSelect && (
        <TableCell padding="checkbox">
          <Checkbox
            checked={selected}
            onChange={() => onSelect(record)}
            slotProps={{ input: { 'aria-label': 'Select row' } }}
          />
        </TableCell>
      )}
      <RecordContextProvider value={record}>
        {columns.map((column, index) => (
          <TableCell
            key={column.id}
            align={column.align}
            sx={{ width: column.width, whiteSpace: column.oneLine ? 'nowrap' : undefined }}
          >
            {index === 0 && path !== undefined ? (
              <RowLink path={path}>{column.render(record)}</RowLink>
            ) : (
              column.render(record)
            )}
          </TableCell>
        ))}
      </RecordContextProvider>
    </TableRow>
  );
}

function RowLink({ path, children }: { path: string; children: ReactNode }) {
  return (
    <Link to={path} tabIndex={-1} style={{ color: 'inherit', textDecoration: 'none', fontWeight: 500 }}>
      {children}
    </Link>
  );
}

/** Buttons, links and inputs inside a row keep their own meaning. */
function isOnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label, [role=button]') !== null;
}
