import { z } from 'zod';
import { limits } from './limits.ts';

export type SortOrder = 'ASC' | 'DESC';

/** One page of a list as asked for: rows [offset, offset+limit), an allow-listed sort and parsed filters. */
export type ListQuery<F = Readonly<Record<string, unknown>>> = {
  readonly sort: { readonly field: string; readonly order: SortOrder } | null;
  readonly offset: number;
  readonly limit: number;
  readonly filter: F;
};

/** One page of rows; `total` is exact unless `estimated`. */
export type Page<T> = { readonly rows: readonly T[]; readonly total: number; readonly estimated: boolean };

export const searchSchema = z.string().trim().min(1).max(limits.maxSearchChars);
export const idListSchema = z.array(z.string().max(128)).max(limits.maxFilterListItems);

/** A filter that takes one value or any of several, always handed on as a list. */
export function oneOrMany<T extends z.ZodType>(item: T) {
  return z.union([item.transform((value) => [value]), z.array(item).min(1).max(limits.maxFilterListItems)]);
}
