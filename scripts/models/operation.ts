import type { z } from 'zod';

/** One row of the table of operations: what it takes, and the product's own function behind it. */
export type Operation = (input: unknown) => unknown;

/** Parses the input, then answers. @throws ZodError naming the field at fault */
export function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => unknown,
): Operation {
  return (input) => run(schema.parse(input));
}
