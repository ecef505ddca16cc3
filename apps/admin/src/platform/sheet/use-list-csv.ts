import { useEffect, useRef, useState } from 'react';
import { type RaRecord, useDataProvider, useListContext, useNotify } from 'react-admin';
import { maxSheetRows, readAllRows } from './all-rows.ts';
import { downloadCsv } from './csv.ts';

/** The columns of a sheet: their heading, and what a row says there. */
export type SheetColumns<R> = Readonly<Record<string, (row: R) => string | number | null>>;

/** Takes every row of the surrounding list, as filtered and sorted, to a file; `taken` is null while nothing is under way. */
export function useListCsv<R extends RaRecord>(name: string, columns: SheetColumns<R>) {
  const { data = [], total = 0, resource, sort, filter, filterValues } = useListContext<R>();
  const asked = { ...filterValues, ...filter };
  const dataProvider = useDataProvider();
  const notify = useNotify();
  const [taken, setTaken] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  const cancel = () => running.current?.abort();
  useEffect(() => () => running.current?.abort(), []);

  const readEverything = (signal: AbortSignal) =>
    readAllRows<R>({
      readPage: (page, perPage) =>
        dataProvider.getList<R>(resource, { pagination: { page, perPage }, sort, filter: asked, signal }),
      onProgress: setTaken,
    });
  const save = async () => {
    running.current = new AbortController();
    const { signal } = running.current;
    setTaken(0);
    try {
      const rows = data.length >= total ? data : await readEverything(signal);
      signal.throwIfAborted();
      downloadCsv({ name, rows: [Object.keys(columns), ...rows.map((row) => cellsOf(columns, row))] });
      if (rows.length < total && rows.length === maxSheetRows)
        notify(`The file holds the first ${maxSheetRows} rows. Narrow the filters for the others.`, { type: 'info' });
    } catch {
      if (!signal.aborted) notify('The list could not be read to its end. Try again.', { type: 'error' });
    } finally {
      setTaken(null);
    }
  };
  return { save, cancel, taken, total };
}

function cellsOf<R>(columns: SheetColumns<R>, row: R): (string | number | null)[] {
  return Object.values(columns).map((cell) => cell(row));
}
