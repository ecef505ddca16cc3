import type { Knex } from 'knex';

type Query = Knex.QueryBuilder;

/** Rows whose column holds any of the values. */
export function anyOf(column: string): (query: Query, values: readonly string[]) => void {
  return (query, values) => void query.whereRaw(`${column} = any(?::text[])`, [[...values]]);
}

/** Rows on one side of a value. */
export function compare(column: string, operator: '>=' | '<=' | '<'): (query: Query, value: number | string) => void {
  return (query, value) => void query.where(column, operator, value);
}

/** Rows equal to a value. */
export function equals(column: string): (query: Query, value: string | boolean) => void {
  return (query, value) => void query.where(column, value);
}

/** What people type is text: % and _ are no wildcards. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
