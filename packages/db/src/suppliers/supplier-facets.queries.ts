import type { SupplierFacets } from '@wedsync/domain/suppliers';
import type { Reader } from '../platform/index.ts';

/** The regions and countries that the actor's suppliers are in. */
export async function findSupplierFacets(reader: Reader): Promise<SupplierFacets> {
  return { regions: await distinct(reader, 'region'), countries: await distinct(reader, 'country') };
}

/** Leaps from value to value in the index: a dozen look-ups where "select distinct" would read a million entries. */
async function distinct({ sql }: Reader, column: 'region' | 'country'): Promise<string[]> {
  const found: { rows: { value: string }[] } = await sql.raw(
    `with recursive leap as (
       (select ${column} as value from suppliers order by ${column} limit 1)
       union all
       select (select s.${column} from suppliers s where s.${column} > leap.value order by s.${column} limit 1) from leap where leap.value is not null
     ) select value from leap where value is not null`,
  );
  return found.rows.map(({ value }) => value);
}
