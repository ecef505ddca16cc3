import type { ActionInput } from '../data/action.ts';
import type { ActionField } from './action-field.ts';

export type ActionValues = Readonly<Record<string, unknown>>;

/** What the form starts with: the caller's values over the schema's defaults. */
export function initialValues(fields: readonly ActionField[], given: ActionValues = {}): ActionValues {
  return Object.fromEntries(
    fields.map((field) => [field.name, startOf(field, given)]).filter(([, value]) => value !== undefined),
  );
}

/** What is sent: empty optional fields are left out, not sent as "". */
export function inputOf(fields: readonly ActionField[], values: ActionValues): ActionInput {
  return Object.fromEntries(
    fields.map((field) => [field.name, cleaned(field, values[field.name])]).filter(([, value]) => value !== undefined),
  );
}

/** Labels of required fields that are still empty; the preview waits for them. */
export function missingFields(fields: readonly ActionField[], values: ActionValues): string[] {
  return fields
    .filter((field) => field.required && cleaned(field, values[field.name]) === undefined)
    .map(({ label }) => label);
}

/** A caller's null is an answer only where the field takes it; nothing is answered for the person. */
function startOf(field: ActionField, given: ActionValues = {}): unknown {
  const value = given[field.name];
  if (value !== undefined && (value !== null || field.nullable)) return value;
  if (field.kind === 'group') return initialValues(field.fields);
  return field.initial;
}

function cleaned(field: ActionField, value: unknown): unknown {
  if (field.kind === 'group') return inputOf(field.fields, valuesIn(value));
  if (field.kind === 'list')
    return Array.isArray(value) ? value.map((item) => inputOf(field.fields, valuesIn(item))) : undefined;
  if (field.kind === 'yes-no') return value ?? (field.required ? false : undefined);
  if (value === null && field.nullable) return null;
  if (value === '' || value === null) return undefined;
  return value;
}

/** The nested values of a group or list item. */
export function valuesIn(value: unknown): ActionValues {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
