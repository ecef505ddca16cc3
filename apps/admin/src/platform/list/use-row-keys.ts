import { type RefObject, useState } from 'react';
import type { RaRecord } from 'react-admin';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { type ActiveRow, noRow, placeBeside, placeOf } from './active-row.ts';

export type RowKeys<R> = {
  /** Of the active row; -1 when there is none, or it is gone. */
  readonly activeIndex: number;
  readonly activate: (record: R) => void;
};

export type RowKeysOptions<R extends RaRecord> = {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly records: readonly R[];
  readonly onOpen?: (record: R) => void;
  readonly onSelect?: (record: R) => void;
  readonly disabled?: boolean;
};

/** j and k move through rows, Enter opens, x selects. Focus moves with the row, so screen readers follow. */
export function useRowKeys<R extends RaRecord>({
  body,
  records,
  onOpen,
  onSelect,
  disabled = false,
}: RowKeysOptions<R>): RowKeys<R> {
  const [active, setActive] = useState<ActiveRow>(noRow);
  const ids = records.map(({ id }) => id);
  const activeIndex = placeOf(ids, active);
  const activate = ({ id }: R) => setActive({ id, place: ids.indexOf(id) });
  const move = (step: 1 | -1) => {
    const next = placeBeside(ids, active, step);
    const record = records[next];
    if (record !== undefined) activate(record);
    body.current?.rows[next]?.focus();
  };
  const withActive = (act: ((record: R) => void) | undefined) => {
    const record = records[activeIndex];
    if (record !== undefined) act?.(record);
  };
  const onRow = body.current?.contains(document.activeElement) === true;
  const group = 'Lists';
  useShortcut({ keys: 'j', description: 'Next row', group, disabled, repeats: true, run: () => move(1) });
  useShortcut({ keys: 'k', description: 'Previous row', group, disabled, repeats: true, run: () => move(-1) });
  useShortcut({
    keys: 'x',
    description: 'Select row',
    group,
    disabled: disabled || onSelect === undefined,
    run: () => withActive(onSelect),
  });
  useShortcut({
    keys: 'o',
    description: 'Open row (Enter also does)',
    group,
    disabled: disabled || onOpen === undefined || (!onRow && activeIndex < 0),
    run: () => withActive(onOpen),
  });
  return { activeIndex, activate };
}
