import { z } from 'zod';

/** Pieces that Stripe's objects are made of, read from the wire into our words. */
export const id = z.string().min(1).max(255);
export const minor = z.int();
export const text = z.string();

/** A reference is an id or, when it was expanded, the object itself. */
export const reference = z.union([id, z.looseObject({ id }).transform((object) => object.id)]);
export const maybeReference = reference.nullish().transform((value) => value ?? null);
export const maybeText = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
export const maybeMinor = minor.nullish().transform((value) => value ?? null);

export const instant = z.number().transform((seconds) => new Date(seconds * 1_000));
export const maybeInstant = z
  .number()
  .nullish()
  .transform((seconds) => (seconds == null ? null : new Date(seconds * 1_000)));

export const currency = z
  .string()
  .length(3)
  .transform((code) => code.toUpperCase());
export const maybeCurrency = z
  .string()
  .nullish()
  .transform((code) => code?.toUpperCase() ?? null);

export const metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((pairs) => pairs ?? {});

/** A decimal on the wire is text; the SDK makes an object of it that prints the same. */
export const maybeDecimal = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => (value == null ? null : Number(value)));

export function sumOf<Item>(items: readonly Item[] | null | undefined, amount: (item: Item) => number): number {
  return (items ?? []).reduce((sum, item) => sum + amount(item), 0);
}
