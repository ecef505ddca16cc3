import type { FieldErrors } from '@wedsync/domain/platform';
import { z } from 'zod';

/** One of many that could not be taken, by its place in what was sent. */
export const rejectionSchema = z.object({ index: z.int(), errors: z.record(z.string(), z.string()) });
export type Rejection = { readonly index: number; readonly errors: FieldErrors };

/** What whoever sends many at once is told: one bad one never holds up the others. */
export const ingestAnswerSchema = z.object({ accepted: z.int(), rejected: z.array(rejectionSchema) });

/** Field by field what is wrong with one of them; what concerns all of it stands under `whole`. */
export function faultsOf(error: z.ZodError, whole: string): FieldErrors {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join('.') || whole, issue.message]));
}
