import type { SyncRejection } from '@wedsync/domain/billing';
import { z } from 'zod';
import { failureOf } from '../../platform/index.ts';

/** Reads each row by itself: those that can be read, and why the others cannot. */
export function readEach<Listed, Read>(
  rows: readonly Listed[],
  read: (row: Listed) => Read,
  nameOf: (row: Listed) => { kind: string; id: string },
): { readonly good: readonly Read[]; readonly rejections: readonly SyncRejection[] } {
  const good: Read[] = [];
  const rejections: SyncRejection[] = [];
  for (const row of rows) {
    try {
      good.push(read(row));
    } catch (error) {
      if (!isOfTheRow(error)) throw error;
      rejections.push({ ...nameOf(row), reason: reasonOf(error) });
    }
  }
  return { good, rejections };
}

/** Why, in words for the person who looks at the sync. */
export function reasonOf(error: unknown): string {
  return error instanceof z.ZodError ? `It cannot be read: ${z.prettifyError(error)}` : failureOf(error).message;
}

/** The row is at fault, not the connection or the house. */
export function isOfTheRow(error: unknown): boolean {
  return ['invalid', 'not-found', 'too-large'].includes(failureOf(error).kind);
}
