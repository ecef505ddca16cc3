import type { Knex } from 'knex';

type Query = Knex.QueryBuilder;

/** Rows whose column holds any of the values. One value is an equality: PostgreSQL then knows that an index is still in the order of its next column. */
export function anyOf(column: string): (query: Query, values: readonly string[]) => void {
  return (query, values) =>
    void (values.length === 1
      ? query.whereRaw(`${column} = ?`, [values[0] ?? ''])
      : query.whereRaw(`${column} = any(?::text[])`, [[...values]]));
}

/** Rows whose column holds any of the values, or nothing when that is wanted too. */
export function anyOrNone(column: string): (query: Query, wanted: readonly string[]) => void {
  return (query, wanted) => {
    const values = wanted.filter((value) => value !== 'none');
    if (values.length === wanted.length) anyOf(column)(query, values);
    else if (values.length === 0) void query.whereNull(column);
    else void query.whereRaw(`(${column} = any(?::text[]) or ${column} is null)`, [values]);
  };
}

/** Rows on one side of a value. */
export function compare(column: string, operator: '>=' | '<=' | '<'): (query: Query, value: number | string) => void {
  return (query, value) => void query.where(column, operator, value);
}

/** Rows equal to a value. */
export function equals(column: string): (query: Query, value: string | boolean) => void {
  return (query, value) => void query.where(column, value);
}
