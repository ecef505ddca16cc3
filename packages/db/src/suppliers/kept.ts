/** A row this transaction has just written, so it is there. @throws Error when it is not: the scope of the writer and of the row disagree */
export function kept<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('A row was written and cannot be read back.');
  return row;
}
