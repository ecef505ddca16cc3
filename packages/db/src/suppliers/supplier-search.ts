import type { Knex } from 'knex';
import { likePattern, likePrefix, type Reader } from '../platform/index.ts';

/** What is looked for, and how the rows are found: what suits three matches does not suit three hundred thousand. */
export type SupplierSearch = {
  readonly text: string;
  readonly contacts: boolean;
  /** `prefix` for texts too short for trigrams; `gather` all matches, then sort; `walk` the sort and keep what matches. */
  readonly by: 'prefix' | 'gather' | 'walk';
};

/** A search that finds more than this is broad: its total is an estimate, and its page is looked for along the sort. */
export const broadSearch = 50_000;

/** So many are gathered from another table and sorted in a few dozen milliseconds. */
const gatherAtMost = 20_000;

/** The trigram index needs a run of three letters or digits; with less, names that begin with the text are what people want. */
export function isSearchable(text: string): boolean {
  return /[\p{L}\p{N}]{3}/u.test(text);
}

/** Chooses how to look for a text by how much it finds; that costs a few dozen milliseconds at a million suppliers and is remembered. */
export async function planSearch(reader: Reader, text: string, contacts: boolean): Promise<SupplierSearch> {
  if (!isSearchable(text)) return { text, contacts, by: 'prefix' };
  const found = await reader.memory.counts.get(JSON.stringify(['supplier search', text, contacts]), async () => {
    const result: { rows: { found: number }[] } = await reader.sql.raw(
      'select count(*) as found from matching_suppliers(?, ?, ?)',
      [patternOf(text), contacts, broadSearch + 1],
    );
    return result.rows[0]?.found ?? 0;
  });
  return { text, contacts, by: found <= gatherAtMost ? 'gather' : 'walk' };
}

/**
 * The row numbers of all suppliers that hold the text, in the order of their names; null when they are more than `broadSearch`.
 * For those who see everything. Found once and remembered for as long as a count would be: every page and the total are of one and the same answer.
 */
export function findInOrder(
  reader: Reader,
  { text, contacts }: Pick<SupplierSearch, 'text' | 'contacts'>,
): Promise<readonly number[] | null> {
  return reader.memory.found.get(JSON.stringify([text, contacts]), async () => {
    const result: { rows: { rows: number[] | null; found: number }[] } = await reader.sql.raw(
      `with found as materialized (
         select s.row_no, s.sort_name from supplier_search s where s.${contacts ? 'all_text' : 'record_text'} like ? limit ${broadSearch + 1}
       ), counted as materialized (select count(*) as found from found)
       select (select found from counted),
         (select json_agg(row_no order by sort_name, row_no) from found where (select found from counted) <= ${broadSearch}) as rows`,
      [patternOf(text)],
    );
    const { rows = null, found = 0 } = result.rows[0] ?? {};
    return found > broadSearch ? null : (rows ?? []);
  });
}

/** Narrows to suppliers whose name, external id or (when allowed) contact e-mail holds the text, whatever its case. */
export function searchSuppliers(query: Knex.QueryBuilder, { text, contacts, by }: SupplierSearch): void {
  if (by === 'prefix') void query.whereRaw('s.sort_name like ?', [likePrefix(text.toLowerCase())]);
  if (by === 'gather')
    void query.whereRaw('s.row_no in (select matching_suppliers(?, ?, null))', [patternOf(text), contacts]);
  // "offset 0" keeps PostgreSQL from turning the probe into a join that gathers after all.
  if (by === 'walk')
    void query.whereRaw(
      `exists (select from supplier_search f where f.row_no = s.row_no and f.${contacts ? 'all_text' : 'record_text'} like ? offset 0)`,
      [patternOf(text)],
    );
}

export type DirectSearch = { readonly text: string; readonly contacts: boolean };

/** Narrows the searched table itself, called s. */
export function searchDirectly(query: Knex.QueryBuilder, { text, contacts }: DirectSearch): void {
  void query.whereRaw(`s.${contacts ? 'all_text' : 'record_text'} like ?`, [patternOf(text)]);
}

/** Narrows another list to the rows of suppliers whose name or external id holds the text; suppliers out of scope never match. */
export function whereSupplierMatches(query: Knex.QueryBuilder, supplierIdColumn: string, text: string): void {
  const matching = isSearchable(text)
    ? { sql: 's.row_no in (select matching_suppliers(?, false, null))', value: patternOf(text) }
    : { sql: 's.sort_name like ?', value: likePrefix(text.toLowerCase()) };
  void query.whereRaw(`${supplierIdColumn} in (select s.id from suppliers s where ${matching.sql})`, [matching.value]);
}

function patternOf(text: string): string {
  return likePattern(text.toLowerCase());
}
