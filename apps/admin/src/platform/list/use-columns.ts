import useMediaQuery from '@mui/material/useMediaQuery';
import { useTheme } from '@mui/material/styles';
import { type RaRecord, useStore } from 'react-admin';
import type { Column } from './column.ts';
import { type ChosenColumns, isColumnShown } from './shown-columns.ts';

export type ColumnChoice<R extends RaRecord> = {
  readonly shown: readonly Column<R>[];
  readonly isShown: (column: Column<R>) => boolean;
  readonly toggle: (column: Column<R>) => void;
};

/** Which columns are shown: those of the opened view, else the person's remembered choice, then the column's own default; on a phone only the phone columns. */
export function useColumns<R extends RaRecord>(columns: readonly Column<R>[], storeKey: string): ColumnChoice<R> {
  const { chosen, choose, view, open } = useChosenColumns(storeKey);
  const isPhone = useMediaQuery(useTheme().breakpoints.down('sm'));
  const isShown = (column: Column<R>) => isColumnShown(column, chosen, view.columns);
  const visible = columns.filter(isShown);
  const phone = visible.filter(({ phone }) => phone === true);
  return {
    shown: isPhone && phone.length > 0 ? phone : visible,
    isShown,
    toggle: (column) => {
      if (view.columns === null) return choose({ ...chosen, [column.id]: !isShown(column) });
      const next = columns.filter((each) => isShown(each) !== (each.id === column.id)).map(({ id }) => id);
      open({ ...view, columns: next });
    },
  };
}

/** The view a list was opened with and the columns shown under it; without columns of its own each person sees their choice. */
export type OpenedView = { readonly id: string | null; readonly columns: readonly string[] | null };

/** What saved views need of a list: which one is open with which columns, what is shown now, and how another is opened. */
export function useViewColumns<R extends RaRecord>(columns: readonly Column<R>[], storeKey: string) {
  const { chosen, view, open } = useChosenColumns(storeKey);
  const shownIds = columns.filter((column) => isColumnShown(column, chosen, view.columns)).map(({ id }) => id);
  return { view, shownIds, open };
}

const nothingChosen: ChosenColumns = {};
const noView: OpenedView = { id: null, columns: null };

function useChosenColumns(storeKey: string) {
  const [chosen, choose] = useStore<ChosenColumns>(`device.columns.${storeKey}`, nothingChosen);
  const [view, open] = useStore<OpenedView>(`view.${storeKey}`, noView);
  return { chosen, choose, view, open };
}
