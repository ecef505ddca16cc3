import useMediaQuery from '@mui/material/useMediaQuery';
import { useTheme } from '@mui/material/styles';
import { type RaRecord, useStore } from 'react-admin';
import type { Column } from './column.ts';

export type ColumnChoice<R extends RaRecord> = {
  readonly shown: readonly Column<R>[];
  readonly isShown: (column: Column<R>) => boolean;
  readonly toggle: (column: Column<R>) => void;
};

type Remembered = Readonly<Record<string, boolean>>;
const nothingChosen: Remembered = {};

/** Which columns are shown: the person's remembered choice, then the column's own default; on a phone only the phone columns. */
export function useColumns<R extends RaRecord>(columns: readonly Column<R>[], storeKey: string): ColumnChoice<R> {
  const [chosen, choose] = useStore<Remembered>(`device.columns.${storeKey}`, nothingChosen);
  const isPhone = useMediaQuery(useTheme().breakpoints.down('sm'));
  const isShown = (column: Column<R>) => column.always === true || (chosen[column.id] ?? column.hidden !== true);
  const visible = columns.filter(isShown);
  const phone = visible.filter(({ phone }) => phone === true);
  return {
    shown: isPhone && phone.length > 0 ? phone : visible,
    isShown,
    toggle: (column) => choose({ ...chosen, [column.id]: !isShown(column) }),
  };
}
