import { z } from 'zod';

/** Parameter kinds of the API: values come as text from forms and as themselves from code. */
export const text = z.union([z.string(), z.number().transform(String)]);
export const id = z.string().min(1);
export const integer = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);
export const decimal = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);

const cleared = z.union([z.literal('').transform(() => null), z.null()]);

/** An empty text clears the field. */
export function clearable<T extends z.ZodType>(kind: T) {
  return z.union([cleared, kind]);
}

/** An empty text is the empty list. */
export function listOf<T extends z.ZodType>(kind: T) {
  return z.union([z.literal('').transform((): z.output<T>[] => []), z.array(kind)]);
}

/** Keys with an empty value are removed, an empty text removes all. */
export const metadata = z.union([
  z.literal('').transform(() => null),
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)),
]);

export const address = z.object({
  city: clearable(text).optional(),
  country: clearable(text).optional(),
  line1: clearable(text).optional(),
  line2: clearable(text).optional(),
  postal_code: clearable(text).optional(),
  state: clearable(text).optional(),
});

export const createdRange = z.union([
  integer.transform((second) => ({ gte: second, lte: second })),
  z.strictObject({ gt: integer.optional(), gte: integer.optional(), lt: integer.optional(), lte: integer.optional() }),
]);

/** What every list takes. */
export const listShape = {
  limit: integer.optional(),
  starting_after: id.optional(),
  ending_before: id.optional(),
  created: createdRange.optional(),
};

type MetadataChange = Readonly<Record<string, string>> | null | undefined;

/** Present metadata with the changes merged in. */
export function mergeMetadata(before: Readonly<Record<string, string>>, change: MetadataChange) {
  if (change === undefined) return before;
  if (change === null) return {};
  const merged = { ...before, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

type AddressInput = z.output<typeof address> | null | undefined;

/** An address with every field it may lack set to null. */
export function fullAddress(input: AddressInput) {
  if (input === null || input === undefined) return null;
  const { city = null, country = null, line1 = null, line2 = null, postal_code = null, state = null } = input;
  return { city, country, line1, line2, postal_code, state };
}
