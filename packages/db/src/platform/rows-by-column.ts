type Cell = string | number | boolean | Date | null;

/** The type of a column of PostgreSQL, and what a row holds there. An array of text is given as such and may not hold nulls. */
export type Column<Row> = readonly [type: string, of: (row: Row) => Cell | readonly string[]];

/** Rows to stand after `from`: `names` are their columns, and `values` are these as they are to be selected. */
export type RowsByColumn = {
  readonly names: string;
  readonly values: string;
  readonly sql: string;
  readonly bindings: readonly string[];
};

/**
 * Lays rows out as one array a column, which PostgreSQL reads in two thirds of the time it needs for the same rows as JSON. Worth it from hundreds of rows on.
 * @param columns by name, in the order wanted
 */
export function rowsByColumn<Row>(columns: Readonly<Record<string, Column<Row>>>, rows: readonly Row[]): RowsByColumn {
  const all = Object.entries(columns).map(([name, [type, of]]) => ({ name, type, of, nested: type.endsWith('[]') }));
  const names = all.map(({ name }) => name).join(', ');
  return {
    names,
    values: all.map(({ name, type, nested }) => (nested ? `${name}::${type}` : name)).join(', '),
    sql: `unnest(${all.map(({ type, nested }) => `?::${nested ? 'text' : type}[]`).join(', ')}) as given (${names})`,
    bindings: all.map(({ of }) => arrayLiteral(rows.map((row) => cellOf(of(row))))),
  };
}

/** PostgreSQL knows no array of arrays of different lengths: an array within a column travels as its own text. */
function cellOf(value: Cell | readonly string[]): string | number | boolean | null {
  if (value === null || typeof value !== 'object') return value;
  return value instanceof Date ? value.toISOString() : arrayLiteral(value);
}

/** Both notations quote and escape alike but for brackets and for characters that JSON spells out. */
export function arrayLiteral(values: readonly (string | number | boolean | null)[]): string {
  const json = JSON.stringify(values);
  const inner = json.slice(1, -1);
  return `{${inner.includes('\\') ? inner.replaceAll(escapes, unescaped) : inner}}`;
}

const escapes = /\\(?:u[\da-f]{4}|.)/g;

function unescaped(escape: string): string {
  if (escape === '\\"' || escape === '\\\\') return escape;
  const character: unknown = JSON.parse(`"${escape}"`);
  return String(character);
}
