import { z } from 'zod';

/** Text PostgreSQL can keep: no NUL and no half of a surrogate pair, which jsonb and text refuse. */
export function storableText(maxChars: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxChars)
    .refine((value) => !unstorable.test(value), 'Holds a character that cannot be stored.');
}

// With the u flag a proper pair is one character, so only lone halves match.
const unstorable = /\0|\p{Surrogate}/u;
