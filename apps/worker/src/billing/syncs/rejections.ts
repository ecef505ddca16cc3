import { noTally, type SyncRejection, type SyncTally } from '@wedsync/domain/billing';
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

/**
 * Mirrors a page together. When one row of it cannot be read or stored, each is tried by itself, and only the bad ones are rejected.
 * @param mirror stores rows that are missing and says how many were
 */
export async function mirrorSifted<Row>(
  rows: readonly Row[],
  mirror: (rows: readonly Row[]) => Promise<number>,
  nameOf: (row: Row) => { kind: string; id: string },
): Promise<{ readonly stored: number; readonly rejections: readonly SyncRejection[] }> {
  try {
    return { stored: rows.length === 0 ? 0 : await mirror(rows), rejections: [] };
  } catch (error) {
    if (!isOfTheRow(error)) throw error;
  }
  let stored = 0;
  const rejections: SyncRejection[] = [];
  for (const row of rows) {
    try {
      stored += await mirror([row]);
    } catch (error) {
      if (!isOfTheRow(error)) throw error;
      rejections.push({ ...nameOf(row), reason: reasonOf(error) });
    }
  }
  return { stored, rejections };
}

/** What became of a page of which some rows may have been rejected. */
export function tallyOf(
  seen: number,
  { stored, rejections }: { readonly stored: number; readonly rejections: readonly SyncRejection[] },
): SyncTally {
  const rejected = rejections.length;
  return { ...noTally, seen, stored, known: seen - stored - rejected, rejected, rejections: [...rejections] };
}

/** How a sweep ended, as its run shows it to people: what was listed, what had been missing, and what could not be taken in and why. */
export function reportOf({ seen: listed, stored: missing, rejected, rejections }: SyncTally) {
  return { listed, missing, rejected, rejections };
}

/** Why, in words for the person who looks at the sync. */
function reasonOf(error: unknown): string {
  return error instanceof z.ZodError ? `It cannot be read: ${z.prettifyError(error)}` : failureOf(error).message;
}

/** The row is at fault, not the connection or the house. */
function isOfTheRow(error: unknown): boolean {
  return ['invalid', 'not-found', 'too-large'].includes(failureOf(error).kind);
}
