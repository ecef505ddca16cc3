import { createContext, type PropsWithChildren, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { RaRecord } from 'react-admin';
import { ColumnChooser } from './ColumnChooser.tsx';
import type { Column } from './column.ts';
import type { ColumnChoice } from './use-columns.ts';

type Slot = { readonly chooser: ReactNode; readonly setChooser: (chooser: ReactNode) => void };

const SlotContext = createContext<Slot>({ chooser: null, setChooser: () => undefined });

/** Lets the table inside a list page hand its column menu to the bar above it. */
export function ColumnChooserSlot({ children }: PropsWithChildren) {
  const [chooser, setChooser] = useState<ReactNode>(null);
  const slot = useMemo(() => ({ chooser, setChooser }), [chooser]);
  return <SlotContext.Provider value={slot}>{children}</SlotContext.Provider>;
}

/** Where the column menu of the table appears. */
export function ColumnChooserOutlet() {
  return <>{useContext(SlotContext).chooser}</>;
}

/** Called by the table; the menu is made again when the choice changes. */
export function useRegisterColumns<R extends RaRecord>(columns: readonly Column<R>[], choice: ColumnChoice<R>): void {
  const { setChooser } = useContext(SlotContext);
  const signature = columns.map((column) => `${column.id}:${choice.isShown(column)}`).join();
  useEffect(() => {
    setChooser(<ColumnChooser columns={columns} choice={choice} />);
    // The signature stands for columns and choice, which are new objects at every render.
  }, [signature, setChooser]);
}
