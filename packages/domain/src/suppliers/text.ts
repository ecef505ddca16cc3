import { isStorable } from '@wedsync/domain/platform';
import { z } from 'zod';

/** Text PostgreSQL can keep: no NUL and no half of a surrogate pair, which jsonb and text refuse. */
export function storableText(maxChars: number) {
  return z.string().trim().min(1).max(maxChars).refine(isStorable, 'Holds a character that cannot be stored.');
}
