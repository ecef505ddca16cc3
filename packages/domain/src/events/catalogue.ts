import { z } from 'zod';
import type { EventKind, PayloadSchema } from '../platform/index.ts';
import { eventKindsByCapability } from './event-table.ts';

/** One field of a payload, for people: `enrolmentId`, `string`, whether it may be left out. */
export type CatalogueField = { readonly name: string; readonly type: string; readonly optional: boolean };

export type CatalogueVersion = {
  readonly version: number;
  readonly fields: readonly CatalogueField[];
  readonly example: Readonly<Record<string, unknown>>;
  /** JSON Schema (2020-12) of the payload. */
  readonly schema: Readonly<Record<string, unknown>>;
};

/** A type of event as the catalogue shows it; its versions begin with the present one. */
export type CatalogueEntry = {
  readonly type: string;
  readonly capability: string;
  readonly description: string;
  readonly versions: readonly CatalogueVersion[];
};

/** Every event the house tells, by capability from the ground up and then by name. */
export function eventCatalogue(): readonly CatalogueEntry[] {
  return Object.entries<Readonly<Record<string, EventKind>>>(eventKindsByCapability).flatMap(([capability, kinds]) =>
    Object.entries(kinds)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([type, kind]) => ({ type, capability, description: kind.description, versions: versionsOf(kind) })),
  );
}

function versionsOf({ former, payload, example }: EventKind): CatalogueVersion[] {
  return [...former, { payload, example }]
    .map((told, index) => ({
      version: index + 1,
      fields: fieldsOf(told.payload),
      example: told.example,
      schema: schemaOf(told.payload),
    }))
    .toReversed();
}

function schemaOf(payload: PayloadSchema): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(payload) };
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

function fieldsOf(payload: PayloadSchema): CatalogueField[] {
  const { properties, required } = objectSchema.parse(schemaOf(payload));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: wordsOf(schema),
    optional: !required.includes(name),
  }));
}

const partSchema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  items: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
});

function wordsOf(schema: unknown): string {
  const { type = 'anything', format, items, enum: choices, anyOf } = partSchema.parse(schema);
  if (anyOf !== undefined) return anyOf.map(wordsOf).join(' or ');
  if (choices !== undefined) return choices.map(String).join(' or ');
  if (Array.isArray(type)) return type.join(' or ');
  if (type === 'array') return `list of ${wordsOf(items)}`;
  return format === 'date-time' ? 'instant' : type;
}
