import { type RefObject, useState } from 'react';
import type { RaRecord } from 'react-admin';
import { useShortcut } from '../keyboard/shortcuts.ts';

export type RowKeys = { readonly activeIndex: number; readonly setActiveIndex: (index: number) => void };

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
}: RowKeysOptions<R>): RowKeys {
  const [activeIndex, setActiveIndex] = useState(-1);
  const move = (step: number) => {
    const next = Math.max(0, Math.min(records.length - 1, activeIndex + step));
    setActiveIndex(next);
    body.current?.rows[next]?.focus();
  };
  const withActive = (act: ((record: R) => void) | undefined) => {
    const record = records[activeIndex];
    if (record !== undefined) act?.(record);
  };
  const onRow = body.current?.contains(document.activeElement) === true;
  const group = 'Lists';
  useShortcut({ keys: 'j', description: 'Next row', group, disabled, run: () => move(1) });
  useShortcut({ keys: 'k', description: 'Previous row', group, disabled, run: () => move(-1) });
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
  return { activeIndex: Math.min(activeIndex, records.length - 1), setActiveIndex };
}
