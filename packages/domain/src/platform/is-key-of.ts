/** Whether a table of the code has a row by this name; names that every object inherits are none. */
export function isKeyOf<Table extends object>(table: Table, name: string): name is keyof Table & string {
  return Object.hasOwn(table, name);
}
