import type { JsonSchema } from '../data/action.ts';
import { humanize } from '../format/status-tone.ts';

type Common = {
  readonly name: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly required: boolean;
  /** Null is an answer of its own, such as "nobody"; an optional field left empty is left out instead. */
  readonly nullable: boolean;
  readonly initial: unknown;
};

export type FieldChoice = { readonly value: unknown; readonly label: string };

/** One input of an action's form. */
export type ActionField = Common &
  (
    | {
        readonly kind: 'text';
        readonly multiline: boolean;
        readonly maxLength: number | undefined;
        readonly format: 'plain' | 'email';
      }
    | { readonly kind: 'number' | 'money'; readonly minimum: number | undefined; readonly maximum: number | undefined }
    | { readonly kind: 'yes-no' | 'date' | 'date-time' | 'json' }
    | { readonly kind: 'choice' | 'choices'; readonly choices: readonly FieldChoice[] }
    | { readonly kind: 'list'; readonly fields: readonly ActionField[] }
    | { readonly kind: 'group'; readonly fields: readonly ActionField[] }
    | { readonly kind: 'fixed' }
  );

type Kind = ActionField extends infer F ? (F extends ActionField ? Omit<F, keyof Common> : never) : never;
type Rule = {
  readonly when: (schema: JsonSchema, name: string) => boolean;
  readonly kind: (schema: JsonSchema, name: string) => Kind;
};

// Longer than a line of a form: room for a paragraph.
const paragraphChars = 200;

/** Read top down, the first that fits decides. What fits none is edited as JSON, so every action can be run. */
const rules: readonly Rule[] = [
  { when: ({ const: fixed }) => fixed !== undefined, kind: () => ({ kind: 'fixed' }) },
  {
    when: (schema) => choicesOf(schema) !== null,
    kind: (schema) => ({ kind: 'choice', choices: choicesOf(schema) ?? [] }),
  },
  {
    when: (schema) => isType(schema, 'array') && choicesOf(schema.items ?? {}) !== null,
    kind: ({ items }) => ({ kind: 'choices', choices: choicesOf(items ?? {}) ?? [] }),
  },
  {
    when: (schema) => isType(schema, 'array') && schema.items?.properties !== undefined,
    kind: ({ items }) => ({ kind: 'list', fields: fieldsOf(items ?? {}) }),
  },
  {
    when: ({ properties }) => properties !== undefined,
    kind: (schema) => ({ kind: 'group', fields: fieldsOf(schema) }),
  },
  { when: (schema) => isType(schema, 'boolean'), kind: () => ({ kind: 'yes-no' }) },
  {
    when: (schema, name) => isNumeric(schema) && name.endsWith('Minor'),
    kind: (schema) => ({ kind: 'money', ...limitsOf(schema) }),
  },
  { when: (schema) => isNumeric(schema), kind: (schema) => ({ kind: 'number', ...limitsOf(schema) }) },
  { when: ({ format }) => format === 'date', kind: () => ({ kind: 'date' }) },
  { when: ({ format }) => format === 'date-time', kind: () => ({ kind: 'date-time' }) },
  {
    when: (schema) => isType(schema, 'string'),
    kind: ({ maxLength, format }) => ({
      kind: 'text',
      multiline: (maxLength ?? 0) > paragraphChars,
      maxLength,
      format: format === 'email' ? 'email' : 'plain',
    }),
  },
];

/** The inputs of an action from its JSON Schema, in the schema's order. */
export function fieldsOf(schema: JsonSchema): ActionField[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => fieldOf(name, property, required.has(name)));
}

function fieldOf(name: string, property: JsonSchema, required: boolean): ActionField {
  const schema = withoutNull(property);
  const rule = rules.find(({ when }) => when(schema, name));
  const common: Common = {
    name,
    label: property.title ?? schema.title ?? humanize(name.replace(/(Minor|Id)$/, '')),
    help: property.description ?? schema.description,
    required,
    nullable: required && allowsNull(property),
    initial: property.default ?? schema.default ?? schema.const,
  };
  return { ...common, ...(rule?.kind(schema, name) ?? { kind: 'json' }) };
}

/** A nullable value is an optional one: `anyOf: [X, null]` and `type: [X, "null"]` are edited as X. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const variants = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== 'null');
  const [only] = variants ?? [];
  return variants?.length === 1 && only !== undefined ? only : schema;
}

function allowsNull(schema: JsonSchema): boolean {
  return isType(schema, 'null') || (schema.anyOf ?? schema.oneOf ?? []).some(({ type }) => type === 'null');
}

function choicesOf(schema: JsonSchema): FieldChoice[] | null {
  if (schema.enum !== undefined)
    return schema.enum.filter((value) => value !== null).map((value) => ({ value, label: humanize(String(value)) }));
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants === undefined || !variants.every((variant) => variant.const !== undefined)) return null;
  return variants.map((variant) => ({ value: variant.const, label: variant.title ?? humanize(String(variant.const)) }));
}

function limitsOf({ minimum, exclusiveMinimum, maximum }: JsonSchema) {
  return { minimum: minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1), maximum };
}

function isNumeric(schema: JsonSchema): boolean {
  return isType(schema, 'integer') || isType(schema, 'number');
}

function isType({ type }: JsonSchema, wanted: string): boolean {
  return type === wanted || (Array.isArray(type) && type.includes(wanted));
}
