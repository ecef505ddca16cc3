import Button from '@mui/material/Button';
import type { RaRecord } from 'react-admin';
import { formatCount } from '../format/count.ts';
import { CsvButton } from './CsvButton.tsx';
import { maxSheetRows } from './all-rows.ts';
import { type SheetColumns, useListCsv } from './use-list-csv.ts';

/** Takes the whole list, as filtered, to a spreadsheet. @example <ListCsv name="exceptions" columns={{ Day: ({ day }) => day }} /> */
export function ListCsv<R extends RaRecord>({
  name,
  label,
  columns,
}: {
  readonly name: string;
  /** The button's words; "Export CSV" by default. */
  readonly label?: string;
  readonly columns: SheetColumns<R>;
}) {
  const { save, cancel, taken, total } = useListCsv(name, columns);
  if (taken === null) return <CsvButton label={label} disabled={total === 0} onClick={() => void save()} />;
  return (
    <Button size="small" onClick={cancel} aria-live="polite" className="tabular">
      {`${formatCount(taken)} of ${formatCount(Math.min(total, maxSheetRows))} rows · Cancel`}
    </Button>
  );
}
