import type { Knex } from 'knex';

/** A search that finds more than this is shown as "more than" and asks to be narrowed. */
export const searchWindow = 10_000;

/** Three characters make a trigram; a shorter text finds the names that begin with it. */
const shortestTrigram = 3;

export type SupplierSearch = { readonly text: string; readonly contacts: boolean };

/** Narrows to suppliers whose name, external id or (when allowed) contact e-mail holds the text, whatever its case. */
export function searchSuppliers(query: Knex.QueryBuilder, { text, contacts }: SupplierSearch): void {
  const wanted = text.toLowerCase();
  if ([...wanted].length < shortestTrigram) {
    query.whereRaw('s.sort_name like ?', [`${literally(wanted)}%`]);
    return;
  }
  const where = contacts ? '(f.record_text like ? or f.contact_text like ?)' : 'f.record_text like ?';
  query.whereRaw(
    `s.row_no in (select f.row_no from supplier_search f where ${where})`,
    Array.from({ length: contacts ? 2 : 1 }, () => `%${literally(wanted)}%`),
  );
}

/** What people type is text: % and _ are no wildcards. */
function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
