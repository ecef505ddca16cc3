import { Invalid, limits, type ListQuery } from '@wedsync/domain/platform';
import { z } from 'zod';

const sortSchema = z.tuple([z.string().max(64), z.enum(['ASC', 'DESC'])]);
const rangeSchema = z
  .tuple([z.int().min(0), z.int().min(0)])
  .refine(([from, to]) => to >= from, 'The range ends before it starts.');
const anyFilterSchema = z.record(z.string(), z.unknown());

type RawQuery = Readonly<Record<string, unknown>>;

/** Reads the list dialect of ra-data-simple-rest: sort, range and filter as JSON in the query string. Unknown filters are refused. */
export function parseListRequest<F>(query: RawQuery, filterSchema: z.ZodType<F>): ListQuery<F> {
  const sort = parseParameter(query, 'sort', sortSchema);
  const [from, to] = parseParameter(query, 'range', rangeSchema) ?? [0, limits.defaultPageSize - 1];
  const filter = filterSchema.parse(parseParameter(query, 'filter', anyFilterSchema) ?? {});
  if (to - from + 1 > limits.maxPageSize)
    throw Invalid({ message: `A page holds at most ${limits.maxPageSize} rows.` });
  return {
    sort: sort === undefined ? null : { field: sort[0], order: sort[1] },
    offset: from,
    limit: to - from + 1,
    filter,
  };
}

function parseParameter<T>(query: RawQuery, name: string, schema: z.ZodType<T>): T | undefined {
  const text = query[name];
  if (text === undefined || text === '') return undefined;
  if (typeof text !== 'string' || text.length > limits.maxFilterChars)
    throw Invalid({ message: `${name} is too long or given twice.` });
  const parsed = schema.safeParse(parseJson(text, name));
  if (!parsed.success) throw Invalid({ message: `${name} is not valid: ${z.prettifyError(parsed.error)}` });
  return parsed.data;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text, refusePrototype);
  } catch {
    throw Invalid({ message: `${name} is not JSON.` });
  }
}

/** A key that other code would take for the prototype is no filter of ours; left alone it would be dropped in silence. */
function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('__proto__ is not a filter.');
  return value;
}
