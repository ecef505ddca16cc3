import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** A CSV file by its path, or its content. */
export const tableSchema = z.union([
  z.string(),
  z.object({ name: z.string(), text: z.string() }),
  z.object({ name: z.string(), base64: z.string() }),
]);
export type TableSource = z.output<typeof tableSchema>;

export type Row = Readonly<Record<string, string>>;

/** Rows of a comma-separated table with a header. */
export function readTable(source: TableSource): Row[] {
  const [header, ...lines] = textOf(source)
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(cells);
  if (header === undefined) return [];
  return lines.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i] ?? ''])));
}

/** The number in a column. @throws when there is none */
export function numberIn(row: Row, column: string): number {
  const text = row[column];
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new Error(`Column ${column} holds "${text ?? ''}", not a number.`);
  return value;
}

function textOf(source: TableSource): string {
  if (typeof source === 'string') return readFileSync(source, 'utf8');
  if ('text' in source) return source.text;
  const bytes = Buffer.from(source.base64, 'base64');
  return (source.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Splits a line at commas outside quotes; a doubled quote stands for one. */
function cells(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
