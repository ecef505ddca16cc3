import { isStorable } from '@wedsync/domain/platform';
import { z } from 'zod';

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
