import type { Use } from '@wedsync/domain/platform';
import type { Reader } from './store.ts';

/** Finds what stands on a record; each capability tells of its own. */
export type FindUses = (reader: Reader, id: string) => Promise<readonly Use[]>;

/** Everything that stands on a record. */
export async function usesOf(reader: Reader, finders: readonly FindUses[], id: string): Promise<readonly Use[]> {
  const found: Use[] = [];
  for (const find of finders) found.push(...(await find(reader, id)));
  return found;
}
