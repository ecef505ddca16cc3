import { hashKey } from '@tanstack/react-query';

/** What is stored, and by which version it is known. */
export type Stored<T> = { readonly value: T; readonly version: number };

/** What was typed, and what it was typed over. */
export type Typed<T> = { readonly value: T; readonly from: Stored<T> };

export type DraftState<T> = Stored<T> & {
  readonly isDirty: boolean;
  /** Somebody else changed the same meanwhile: nothing of theirs is overwritten. */
  readonly isStale: boolean;
};

/** What a form shows: what was typed stands in front of what is stored, whatever arrives meanwhile; untouched, it follows what is stored. */
export function draftOf<T>(stored: Stored<T>, typed: Typed<T> | null): DraftState<T> {
  if (typed === null || isSame(typed.value, typed.from.value)) return { ...stored, isDirty: false, isStale: false };
  const isStale = !isSame(stored.value, typed.from.value);
  // A version that changed nothing of what is typed here, such as a stop of all playbooks, is built on.
  return { value: typed.value, version: (isStale ? typed.from : stored).version, isDirty: true, isStale };
}

/** Goes on typing: over what is stored now, or over what the typing began with. */
export function typeOver<T>(stored: Stored<T>, typed: Typed<T> | null, value: T): Typed<T> {
  return { value, from: typed !== null && draftOf(stored, typed).isDirty ? typed.from : stored };
}

/** In whatever order the database gives the parts. */
function isSame(one: unknown, other: unknown): boolean {
  return hashKey([one]) === hashKey([other]);
}
