import type { Knex } from 'knex';
import type { Reader } from '../platform/index.ts';
import { literally } from './filters.ts';

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

/** `found` is null when nobody counted, and more than `broadSearch` when counting stopped there. */
export type PlannedSearch = { readonly search: SupplierSearch; readonly found: number | null };

/** Chooses how to look for a text by how much it finds; that costs a few dozen milliseconds at a million suppliers and is remembered. */
export async function planSearch(reader: Reader, text: string, contacts: boolean): Promise<PlannedSearch> {
  if (!isSearchable(text)) return { search: { text, contacts, by: 'prefix' }, found: null };
  const found = await reader.counts.total(JSON.stringify(['supplier search', text, contacts]), async () => {
    const result: { rows: { found: number }[] } = await reader.sql.raw(
      'select count(*) as found from matching_suppliers(?, ?, ?)',
      [patternOf(text), contacts, broadSearch + 1],
    );
    return result.rows[0]?.found ?? 0;
  });
  return { search: { text, contacts, by: found <= gatherAtMost ? 'gather' : 'walk' }, found };
}

/** Narrows to suppliers whose name, external id or (when allowed) contact e-mail holds the text, whatever its case. */
export function searchSuppliers(query: Knex.QueryBuilder, { text, contacts, by }: SupplierSearch): void {
  if (by === 'prefix') void query.whereRaw('s.sort_name like ?', [`${literally(text.toLowerCase())}%`]);
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
    : { sql: 's.sort_name like ?', value: `${literally(text.toLowerCase())}%` };
  void query.whereRaw(`${supplierIdColumn} in (select s.id from suppliers s where ${matching.sql})`, [matching.value]);
}

function patternOf(text: string): string {
  return `%${literally(text.toLowerCase())}%`;
}
