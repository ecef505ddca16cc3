import Box from '@mui/material/Box';
import { createContext, type PropsWithChildren, useContext, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import type { RaRecord } from 'react-admin';
import { ColumnChooser } from './ColumnChooser.tsx';
import type { Column } from './column.ts';
import type { ColumnChoice } from './use-columns.ts';

type Slot = { readonly place: HTMLElement | null; readonly setPlace: (place: HTMLElement | null) => void };

const SlotContext = createContext<Slot>({ place: null, setPlace: () => undefined });

/** Lets the table inside a list page put its column menu into the bar above it. */
export function ColumnMenuSlot({ children }: PropsWithChildren) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const slot = useMemo(() => ({ place, setPlace }), [place]);
  return <SlotContext value={slot}>{children}</SlotContext>;
}

/** Where the column menu of the table appears. */
export function ColumnMenuPlace() {
  const { setPlace } = useContext(SlotContext);
  return <Box ref={setPlace} sx={{ marginLeft: 'auto' }} />;
}

/** The column menu of a table; a table outside a list page has none. */
export function ColumnMenu<R extends RaRecord>(props: { columns: readonly Column<R>[]; choice: ColumnChoice<R> }) {
  const { place } = useContext(SlotContext);
  return place === null ? null : createPortal(<ColumnChooser {...props} />, place);
}
