import { z } from 'zod';
import type { StripeList, StripeObject, StripeReply } from '../contract.ts';
import { invalidRequest, noSuchParam } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { PageQuery } from '../kernel/table.ts';
import type { Noun, RecordsByNoun } from '../records/index.ts';
import { listShape } from './params.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

/** One row of the API: what it takes and what it does. */
export interface Route {
  readonly method: Method;
  /** `:id` stands for one segment. */
  readonly path: string;
  run(kernel: Kernel, params: unknown, id: string): StripeReply;
}

/** A route with its parameters described; unknown ones are refused as the API does. */
export function route<S extends z.ZodRawShape>(
  method: Method,
  path: string,
  shape: S,
  run: (kernel: Kernel, input: z.output<z.ZodObject<S>>, id: string) => StripeReply,
): Route {
  const schema = z.strictObject(shape);
  return { method, path, run: (kernel, params, id) => run(kernel, parseParams(schema, params), id) };
}

/** Reads one stored object; a deleted one answers with nothing but that. */
export function getRoute(noun: Noun, path: string): Route {
  return route('GET', path, {}, (kernel, _input, id) => {
    const row = kernel.need(noun, id);
    return row.deleted && noun !== 'discount' ? deletedReply(noun, id) : kernel.wire(noun, row);
  });
}

/** The answer to a deletion, and to reading what was deleted. */
export function deletedReply(object: string, id: string): StripeObject {
  return { id, object, deleted: true };
}

export interface ListRule<N extends Noun, S extends z.ZodRawShape> {
  /** Filters besides the ones every list has. */
  readonly filters: S;
  /** Indexed field to narrow by, when its filter is given. */
  by?(input: z.output<z.ZodObject<S>>, id: string): PageQuery<RecordsByNoun[N]>['by'];
  where?(input: z.output<z.ZodObject<S>>, kernel: Kernel): ((row: RecordsByNoun[N]) => boolean) | undefined;
}

/** A list endpoint: newest first, 10 to 100 a page. */
export function listRoute<N extends Noun, S extends z.ZodRawShape>(noun: N, path: string, rule: ListRule<N, S>): Route {
  const filters = z.object(rule.filters);
  const common = z.object(listShape);
  const known = z.strictObject({ ...listShape, ...rule.filters });
  return {
    method: 'GET',
    path,
    run(kernel, params, id) {
      parseParams(known, params);
      const input = parseParams(filters, params);
      const { limit, starting_after, ending_before, created } = parseParams(common, params);
      for (const [param, cursor] of Object.entries({ starting_after, ending_before })) {
        if (cursor !== undefined && kernel.tables[noun].get(cursor) === undefined)
          throw noSuchParam(noun, cursor, param);
      }
      const page = kernel.tables[noun].page({
        by: rule.by?.(input, id),
        where: rule.where?.(input, kernel),
        created,
        startingAfter: starting_after,
        endingBefore: ending_before,
        limit: pageSize(limit),
      });
      return listReply(
        path.replace(':id', id),
        page.rows.map((row) => kernel.wire(noun, row)),
        page.hasMore,
      );
    },
  };
}

/** The size of a page: 1 to 100, 10 when not given. */
export function pageSize(limit: number | undefined): number {
  if (limit === undefined) return 10;
  if (limit < 1 || limit > 100) {
    const message = `This value must be ${limit < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'}.`;
    throw invalidRequest(message, { param: 'limit', code: 'parameter_invalid_integer' });
  }
  return limit;
}

/** A page on the wire. */
export function listReply(url: string, data: readonly StripeObject[], hasMore = false): StripeList {
  return { object: 'list', data, has_more: hasMore, url };
}

/** Parameters as the schema wants them, or the error the API would answer. */
export function parseParams<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  const parsed = schema.safeParse(params ?? {});
  if (parsed.success) return parsed.data;
  throw toApiError(parsed.error.issues[0], params);
}

function toApiError(issue: z.core.$ZodIssue | undefined, params: unknown) {
  if (issue === undefined) return invalidRequest('Invalid request.');
  if (issue.code === 'unrecognized_keys') {
    const param = paramName([...issue.path, issue.keys[0] ?? '']);
    return invalidRequest(`Received unknown parameter: ${param}`, { param, code: 'parameter_unknown' });
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((error) => error.code === 'unrecognized_keys' || error.path.length > 0);
    if (inner !== undefined) return toApiError({ ...inner, path: [...issue.path, ...inner.path] }, params);
  }
  const param = paramName(issue.path);
  if (valueAt(params, issue.path) === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { param, code: 'parameter_missing' });
  }
  return invalidRequest(`Invalid value for ${param}: ${issue.message}`, { param, code: 'parameter_invalid' });
}

function paramName(path: readonly PropertyKey[]): string {
  return path.map((part, i) => (i === 0 ? String(part) : `[${String(part)}]`)).join('');
}

function valueAt(params: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = params;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(part))?.[1];
  }
  return value;
}
