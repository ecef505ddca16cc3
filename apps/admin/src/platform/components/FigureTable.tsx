import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { downloadCsv } from '../sheet/csv.ts';
import { CsvButton } from '../sheet/CsvButton.tsx';

/** One cell: what is shown, what a spreadsheet gets, and the rows behind it. */
export type FigureCell = { readonly shown: ReactNode; readonly value: string | number | null; readonly to?: string };

export type FigureRow = { readonly key: string; readonly cells: readonly FigureCell[] };

type FigureTableProps = {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly FigureRow[];
};

/** Figures as a table: the first column names the row, the others are numbers that open the rows behind them. */
export function FigureTable({ label, columns, rows }: FigureTableProps) {
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map((column, index) => (
              <TableCell key={column} align={index === 0 ? 'left' : 'right'}>
                {column}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ key, cells }) => (
            <TableRow key={key} hover>
              {cells.map((cell, index) => (
                <TableCell
                  key={columns[index]}
                  component={index === 0 ? 'th' : 'td'}
                  scope={index === 0 ? 'row' : undefined}
                  align={index === 0 ? 'left' : 'right'}
                  className="tabular"
                >
                  {cell.to === undefined ? cell.shown : <Link to={cell.to}>{cell.shown}</Link>}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

/** The same figures under a chart, for whoever reads or cannot see it; folded away until asked for. */
export function ChartTable(props: FigureTableProps) {
  return (
    <Box component="details" sx={{ marginTop: 3, '& > summary': { cursor: 'pointer', color: 'text.secondary' } }}>
      <summary>Show as a table</summary>
      <FigureTable {...props} />
    </Box>
  );
}

/** Saves exactly the rows shown. */
export function ExportButton({ name, columns, rows }: { name: string } & Omit<FigureTableProps, 'label'>) {
  const save = () =>
    downloadCsv({ name, rows: [columns, ...rows.map(({ cells }) => cells.map(({ value }) => value))] });
  return <CsvButton disabled={rows.length === 0} onClick={save} />;
}
