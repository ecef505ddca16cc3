import type { RaRecord } from 'react-admin';
import type { Column } from './column.ts';

/** What a person chose to see or hide, by column. */
export type ChosenColumns = Readonly<Record<string, boolean>>;

/** Whether a column is shown; a view that knows its columns decides, and one that is never hidden always is. */
export function isColumnShown<R extends RaRecord>(
  { id, always, hidden }: Column<R>,
  chosen: ChosenColumns,
  ofView: readonly string[] | null,
): boolean {
  if (always === true) return true;
  return ofView === null ? (chosen[id] ?? hidden !== true) : ofView.includes(id);
}

/** Whether two views show the same columns; a view without columns leaves the choice to the person. */
export function sameColumns(a: readonly string[] | null | undefined, b: readonly string[] | null | undefined): boolean {
  return JSON.stringify(a?.toSorted() ?? null) === JSON.stringify(b?.toSorted() ?? null);
}
