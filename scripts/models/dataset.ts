import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Feature, FeatureRow, FeatureValue, LabelledRows } from '@wedsync/domain/platform/statistics';
import { readTable, tableSchema, type Row } from './table.ts';

const text = z.string().min(1);

/** A table whose rows have a known outcome, and which of them to learn from. */
export const trainingSchema = z.object({
  file: tableSchema,
  /** Rows in the same order, with the columns that conditions name. */
  splitFile: tableSchema.optional(),
  id: text.optional(),
  target: text,
  positive: z.union([z.string(), z.number()]).default(1),
  numeric: z.array(text).default([]),
  binary: z.array(text).default([]),
  categorical: z.array(text).default([]),
  /** What a blank number stands for; without it blank is a value that is missing. */
  blankNumericAs: z.number().optional(),
  fitOn: text.optional(),
  evaluateOn: text.optional(),
});
export type TrainingSpec = z.output<typeof trainingSchema>;

/** Rows with a known outcome, and where they stand in their file. */
export type Dataset = LabelledRows & { readonly numbers: readonly number[] };

export type Training = {
  readonly features: readonly Feature[];
  readonly rows: readonly FeatureRow[];
  readonly fit: Dataset;
  readonly evaluate: Dataset;
  readonly ids: readonly string[];
};

/** Reads the table and divides it as asked. */
export function readTraining(spec: TrainingSpec): Training {
  const table = readTable(spec.file);
  const split = spec.splitFile === undefined ? [] : readTable(spec.splitFile);
  const features = featuresOf(spec);
  const rows = table.map((row) => features.map((feature) => valueOf(row, feature, spec.blankNumericAs)));
  const labels = table.map((row) => (row[spec.target] === String(spec.positive) ? 1 : 0));
  const where = (text: string | undefined): Dataset => {
    const holds = condition(text);
    const numbers = table.flatMap((row, i) => (holds({ ...row, ...split[i] }) ? [i] : []));
    return { numbers, rows: numbers.map((i) => rows[i] ?? []), labels: numbers.map((i) => labels[i] ?? 0) };
  };
  const { id } = spec;
  return {
    features,
    rows,
    fit: where(spec.fitOn),
    evaluate: where(spec.evaluateOn ?? spec.fitOn),
    ids: table.map((row, i) => (id === undefined ? String(i) : (row[id] ?? String(i)))),
  };
}

/** A training described by another case: its file lies beside the folder of the data. @throws when the data is not a file */
export function trainingNamed(
  name: string,
  file: TrainingSpec['file'],
  splitFile: TrainingSpec['splitFile'],
): TrainingSpec & { l2: number } {
  if (typeof file !== 'string') throw new Error(`trainAs ${name} needs the data as a file.`);
  const path = join(dirname(file), '..', `${name}.json`);
  const named = z.object({ input: trainingSchema.extend({ l2: z.number().default(1) }) });
  return { ...named.parse(JSON.parse(readFileSync(path, 'utf8'))).input, file, splitFile };
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `part=train`, `fold<3`; nothing holds for every row. @throws when it is not of that form */
export function condition(text: string | undefined): (row: Row) => boolean {
  if (text === undefined) return () => true;
  const [, column, sign, value] = /^(\w+)\s*(<=|>=|!=|=|<|>)\s*(.+)$/.exec(text) ?? [];
  if (column === undefined || sign === undefined || value === undefined) throw new Error(`No condition: ${text}`);
  if (sign === '=') return (row) => row[column] === value;
  if (sign === '!=') return (row) => row[column] !== value;
  return (row) => comparisons[sign]?.(Number(row[column]), Number(value)) ?? false;
}

function featuresOf({ numeric, binary, categorical }: TrainingSpec): Feature[] {
  return [
    ...numeric.map((name) => ({ name, kind: 'number' as const })),
    ...binary.map((name) => ({ name, kind: 'flag' as const })),
    ...categorical.map((name) => ({ name, kind: 'category' as const })),
  ];
}

function valueOf(row: Row, { name, kind }: Feature, blankNumericAs: number | undefined): FeatureValue {
  const cell = (row[name] ?? '').trim();
  if (kind === 'category') return cell === '' ? null : cell;
  if (cell === '') return kind === 'number' ? (blankNumericAs ?? null) : null;
  return Number(cell);
}
