/** Rows for a spreadsheet: the first row names the columns. */
export type Sheet = { readonly name: string; readonly rows: readonly (readonly (string | number | null)[])[] };

/** Comma-separated values as RFC 4180 has them. A text that a spreadsheet would run as a formula is written as text. */
export function toCsv({ rows }: Sheet): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hands the rows to the reader as a file. */
export function downloadCsv(sheet: Sheet): void {
  const url = URL.createObjectURL(new Blob([`\uFEFF${toCsv(sheet)}`], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${sheet.name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Pounds and pence as a plain number, so that a spreadsheet adds them up. */
export function inMajorUnits(amountMinor: number): number {
  return amountMinor / 100;
}
