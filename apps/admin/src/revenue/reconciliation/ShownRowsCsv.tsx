import Button from '@mui/material/Button';
import { type RaRecord, useListContext } from 'react-admin';
import { downloadCsv } from '../mrr/csv.ts';

/** Takes the rows that are shown to a spreadsheet. @example <ShownRowsCsv name="exceptions" columns={{ Day: ({ day }) => day }} /> */
export function ShownRowsCsv<R extends RaRecord>({
  name,
  columns,
}: {
  readonly name: string;
  readonly columns: Readonly<Record<string, (row: R) => string | number | null>>;
}) {
  const { data = [] } = useListContext<R>();
  const take = () => {
    const cells = Object.values(columns);
    downloadCsv({ name, rows: [Object.keys(columns), ...data.map((row) => cells.map((cell) => cell(row)))] });
  };
  return (
    <Button variant="outlined" disabled={data.length === 0} onClick={take}>
      CSV
    </Button>
  );
}
