import type { Identifier } from 'react-admin';

/** The row that keys act on, known by its record: rows change places while the list refreshes. */
export type ActiveRow = { readonly id: Identifier | null; readonly place: number };

export const noRow: ActiveRow = { id: null, place: 0 };

/** Where the active row is now; -1 when it is gone: what took its place was never chosen. */
export function placeOf(ids: readonly Identifier[], { id }: ActiveRow): number {
  return id === null ? -1 : ids.indexOf(id);
}

/** Where a step leads; from a row that is gone to its neighbours, the one that took its place among them. */
export function placeBeside(ids: readonly Identifier[], active: ActiveRow, step: 1 | -1): number {
  const place = placeOf(ids, active);
  const from = place >= 0 ? place : active.place - (step === 1 ? 1 : 0);
  return Math.max(0, Math.min(ids.length - 1, from + step));
}
