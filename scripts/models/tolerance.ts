import { z } from 'zod';

/** How far a figure may be off, by its path in the answer; `info` is shown and not judged, `*` holds for all others. */
const rule = z.union([
  z.string(),
  z.object({
    abs: z.number().optional(),
    rel: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
]);
export const toleranceSchema = z.record(z.string(), rule);
export type Tolerance = z.output<typeof toleranceSchema>;

const usual = { rel: 1e-6 };

/** Lists where an answer differs from what was expected by more than allowed; what the answer says beyond it does not matter. */
export function differences(expected: unknown, actual: unknown, tolerance: Tolerance, path = ''): string[] {
  const allowed = ruleFor(tolerance, path);
  if (typeof allowed === 'string') return [];
  if (Array.isArray(expected)) return listDifferences(expected, actual, tolerance, path);
  if (isRecord(expected)) {
    if (!isRecord(actual)) return [`${path}: expected an object`];
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, actual[key], tolerance, path === '' ? key : `${path}.${key}`),
    );
  }
  if (typeof expected !== 'number')
    return String(expected) === String(actual) ? [] : [`${path}: expected ${String(expected)}, got ${String(actual)}`];
  if (typeof actual !== 'number' || !Number.isFinite(actual))
    return [`${path}: expected ${expected}, got ${String(actual)}`];
  return isWithin(expected, actual, allowed ?? usual) ? [] : [`${path}: expected ${expected}, got ${actual}`];
}

function listDifferences(expected: readonly unknown[], actual: unknown, tolerance: Tolerance, path: string): string[] {
  if (!Array.isArray(actual) || actual.length !== expected.length)
    return [`${path}: expected a list of ${expected.length}`];
  return expected.flatMap((value, i) => differences(value, actual[i], tolerance, `${path}[${i}]`));
}

type Rule = Exclude<z.output<typeof rule>, string>;

function isWithin(expected: number, actual: number, { abs, rel, min, max }: Rule): boolean {
  if (min !== undefined || max !== undefined) return actual >= (min ?? -Infinity) && actual <= (max ?? Infinity);
  const off = Math.abs(actual - expected);
  return off === 0 || off <= (abs ?? -1) || off <= (rel ?? -1) * Math.abs(expected);
}

/** The rule of the longest path that holds it. */
function ruleFor(tolerance: Tolerance, path: string) {
  if (path === '') return undefined;
  const names = Object.keys(tolerance).filter(
    (name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`),
  );
  const longest = names.toSorted((a, b) => b.length - a.length)[0] ?? '*';
  return tolerance[longest];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
