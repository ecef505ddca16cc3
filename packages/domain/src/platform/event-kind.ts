import { z } from 'zod';

/** What an event tells, field by field; it may tell nothing beyond its envelope. */
export type PayloadSchema = z.ZodObject<z.ZodRawShape, z.core.$strict>;

/** A version that is told no more. What is stored of it is read as the version after it. */
export type FormerVersion = {
  readonly payload: PayloadSchema;
  readonly example: Readonly<Record<string, unknown>>;
  readonly upcast: (payload: Readonly<Record<string, unknown>>) => Record<string, unknown>;
};

/** One type of event: what it means, and what it tells in its present version. */
export type EventKind<Payload extends PayloadSchema = PayloadSchema> = {
  readonly description: string;
  readonly payload: Payload;
  readonly example: z.infer<Payload>;
  /** Oldest first; the present version is the number after the last of them. */
  readonly former: readonly FormerVersion[];
};

type Declared<Payload extends PayloadSchema> = Pick<EventKind<Payload>, 'description' | 'payload' | 'example'> &
  Partial<Pick<EventKind, 'former'>>;

/** Declares a type of event that tells something. */
export function eventKind<Payload extends PayloadSchema>(declared: Declared<Payload>): EventKind<Payload> {
  return { former: [], ...declared };
}

const nothing = z.strictObject({});

/** Declares a type of event that tells no more than what it is about. */
export function plainEventKind(description: string): EventKind<typeof nothing> {
  return { description, payload: nothing, example: {}, former: [] };
}
