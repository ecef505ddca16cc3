import { formatMoney } from '../format/money.ts';
import { formatDate } from '../format/time.ts';
import { humanize } from '../format/status-tone.ts';
import type { Choice, FilterDefinition, FilterValues } from './filter-definition.ts';

/** One active filter as the bar shows it: "Plan" "Scale or Enterprise". */
export type FilterToken = { readonly source: string; readonly label: string; readonly text: string };

/** The search box is no token. */
const searchSource = 'q';

/** The active filters in words; a filter that came in by a link and has no definition is shown all the same, so it can be removed. */
export function tokensOf(definitions: readonly FilterDefinition[], values: FilterValues): FilterToken[] {
  return Object.entries(values)
    .filter(([source, value]) => source !== searchSource && !isEmpty(value))
    .map(([source, value]) => {
      const definition = definitions.find((candidate) => candidate.source === source);
      return { source, label: definition?.label ?? humanize(source), text: textOf(definition, value) };
    });
}

/** The values with one filter set; an empty value removes it. */
export function withFilter(values: FilterValues, source: string, value: unknown): FilterValues {
  if (isEmpty(value)) return withoutFilter(values, source);
  return { ...values, [source]: value };
}

export function withoutFilter(values: FilterValues, source: string): FilterValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== source));
}

function textOf(definition: FilterDefinition | undefined, value: unknown): string {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((item) => wordFor(definition, item)).join(' or ');
}

function wordFor(definition: FilterDefinition | undefined, value: unknown): string {
  if (definition?.kind === 'choice') return nameOf(definition.choices, value);
  if (definition?.kind === 'money' && typeof value === 'number') return formatMoney(value, definition.currency);
  if (definition?.kind === 'date' && typeof value === 'string') return formatDate(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function nameOf(choices: readonly Choice[], value: unknown): string {
  return choices.find(({ id }) => id === value)?.name ?? String(value);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
