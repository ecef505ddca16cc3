import { z } from 'zod';

/** Whether a database text and JSON in the database hold it: no character NUL, no half of a surrogate pair. */
function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}

/** A name that goes into a column of its own; one that cannot be kept is refused at the door, before it takes a whole batch down with it. */
export const storableName = z
  .string()
  .min(1)
  .max(255)
  .refine(isStorable, 'It holds a character that cannot be stored.');

/** An id as it is kept beside the payload; null when it is none, or cannot be kept. */
export function storableId(value: unknown): string | null {
  const id = typeof value === 'string' ? value.slice(0, 255) : null;
  return id !== null && isStorable(id) ? id : null;
}
