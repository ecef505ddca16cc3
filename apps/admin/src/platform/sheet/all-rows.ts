import { limits } from '@wedsync/domain/platform';
import type { Identifier } from 'react-admin';

/** What one file takes at most; the rest needs narrower filters. */
export const maxSheetRows = 50_000;

type Page<R> = { readonly data: readonly R[] };

type Walk<R> = {
  /** @param page counted from 1 */
  readonly readPage: (page: number, perPage: number) => Promise<Page<R>>;
  readonly onProgress: (rows: number) => void;
  readonly maxRows?: number;
};

/**
 * The rows of a whole list, page by page. Rows that come meanwhile move others to the next page: each is taken once.
 * @returns at most `maxRows` rows
 */
export async function readAllRows<R extends { readonly id: Identifier }>({
  readPage,
  onProgress,
  maxRows = maxSheetRows,
}: Walk<R>): Promise<R[]> {
  const rows = new Map<Identifier, R>();
  for (let page = 1; rows.size < maxRows; page += 1) {
    const { data } = await readPage(page, limits.maxPageSize);
    for (const row of data) rows.set(row.id, row);
    onProgress(Math.min(rows.size, maxRows));
    if (data.length < limits.maxPageSize) break;
  }
  return [...rows.values()].slice(0, maxRows);
}
