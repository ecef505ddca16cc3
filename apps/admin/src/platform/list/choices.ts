import { humanize } from '../format/status-tone.ts';
import type { Choice, FilterDefinition } from './filter-definition.ts';

/** A filter by one or more of some values. @example anyOf('state', 'State', jobRunStates) */
export function anyOf(source: string, label: string, values: readonly (string | Choice)[]): FilterDefinition {
  return { source, label, kind: 'choice', multiple: true, choices: choicesOf(values) };
}

/** Ids as choices, each said in words; a choice stays as it is. @example choicesOf(['past_due']) → Past due */
export function choicesOf(values: readonly (string | Choice)[]): Choice[] {
  return values.map((value) => (typeof value === 'string' ? { id: value, name: humanize(value) } : value));
}

/** The choices a table of words holds. @example choicesIn({ month: 'Monthly', year: 'Yearly' }) */
export function choicesIn(words: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(words).map(([id, name]) => ({ id, name }));
}
