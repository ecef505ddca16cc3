import { isDeepStrictEqual } from 'node:util';

/**
 * What an update changed, as `data.previous_attributes` tells it: the old values of the changed fields, inside nested
 * hashes only the changed ones, arrays whole.
 */
export function previousAttributes(before: object, after: object): Record<string, unknown> {
  const now: ReadonlyMap<string, unknown> = new Map(Object.entries(after));
  const previous: Record<string, unknown> = {};
  for (const [field, was] of Object.entries(before)) {
    const is = now.get(field);
    if (was === is || isDeepStrictEqual(was, is)) continue;
    previous[field] = isHash(was) && isHash(is) ? previousAttributes(was, is) : was;
  }
  for (const field of now.keys()) if (!(field in before)) previous[field] = null;
  return previous;
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
