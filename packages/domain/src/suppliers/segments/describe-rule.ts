import { isSegmentOperator, segmentOperators, shapeOf, type SegmentOperator } from './operators.ts';
import type { CountInDays, SegmentCondition, SegmentFieldInfo, SegmentRule, SegmentValue } from './rule.ts';

/** How a value reads, where its field alone does not say: an owner by name, an amount as money. */
export type NameValue = (field: SegmentFieldInfo, value: string | number) => string | undefined;

/**
 * A rule in plain words, such as "Plan is Scale and last seen is more than 14 days ago".
 * @param nameValue names values that are only known elsewhere; others read as they are
 */
export function describeSegmentRule(
  rule: SegmentRule,
  fields: readonly SegmentFieldInfo[],
  nameValue: NameValue = () => undefined,
): string {
  const words = wordsOf(rule, { fields: new Map(fields.map((field) => [field.name, field])), nameValue }, false);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type Telling = { readonly fields: ReadonlyMap<string, SegmentFieldInfo>; readonly nameValue: NameValue };

function wordsOf(rule: SegmentRule, telling: Telling, inside: boolean): string {
  if ('not' in rule)
    return `not ${'field' in rule.not ? `(${wordsOf(rule.not, telling, false)})` : wordsOf(rule.not, telling, true)}`;
  if ('all' in rule) return group(rule.all, ' and ', telling, inside);
  if ('any' in rule) return group(rule.any, ' or ', telling, inside);
  return condition(rule, telling);
}

/** Brackets only where "and" meets "or". */
function group(rules: readonly SegmentRule[], joint: string, telling: Telling, inside: boolean): string {
  const words = rules.map((rule) => wordsOf(rule, telling, rules.length > 1)).join(joint);
  return inside && rules.length > 1 ? `(${words})` : words;
}

function condition({ field: name, operator, value }: SegmentCondition, { fields, nameValue }: Telling): string {
  const field = fields.get(name);
  // A rule may be older than the fields of today.
  if (field === undefined || !isSegmentOperator(operator)) return `${name} (a field that is gone)`;
  // Abbreviations stay as they are.
  const label = /^[A-Z][a-z]/.test(field.label)
    ? field.label.charAt(0).toLowerCase() + field.label.slice(1)
    : field.label;
  const phrase = phrases[shapeOf(field, operator) ?? 'nothing'];
  return phrase({ label, operator, value, field, name: (one) => nameOf(field, one, nameValue) });
}

type Phrase = {
  readonly label: string;
  readonly operator: SegmentOperator;
  readonly value: SegmentValue | undefined;
  readonly field: SegmentFieldInfo;
  readonly name: (value: unknown) => string;
};

const phrases: Readonly<Record<NonNullable<ReturnType<typeof shapeOf>>, (phrase: Phrase) => string>> = {
  nothing: ({ label, operator }) => `${label} ${segmentOperators[operator]}`,
  one: ({ label, operator, value, name, field }) =>
    field.type === 'boolean' && value === false ? `no ${label}` : oneOf(label, operator, field, name(value)),
  many: ({ label, operator, value, name }) =>
    `${label} ${segmentOperators[operator]} ${either(listOf(value).map(name))}`,
  range: ({ label, value, name }) => {
    const [low = '…', high = '…'] = listOf(value).map(name);
    return `${label} is between ${low} and ${high}`;
  },
  days: ({ label, operator, value }) =>
    `${label} ${segmentOperators[operator]} ${typeof value === 'number' ? days(value) : '… days'}${operator === 'moreThanDaysAgo' ? ' ago' : ''}`,
  count: ({ label, operator, value, field }) => {
    if (!isCount(value)) return label;
    const often = `${operator === 'atLeast' ? 'at least' : 'at most'} ${value.count}`;
    return `${often} × ${label} in the ${field.ahead === true ? 'next' : 'last'} ${days(value.days)}`;
  },
};

function oneOf(label: string, operator: SegmentOperator, { type }: SegmentFieldInfo, value: string): string {
  return type === 'boolean' ? label : `${label} ${segmentOperators[operator]} ${value}`;
}

function nameOf(field: SegmentFieldInfo, value: unknown, nameValue: NameValue): string {
  // A rule that is being written has gaps.
  if (value === undefined) return '…';
  if (typeof value !== 'string' && typeof value !== 'number') return String(value);
  return field.choices?.find(({ id }) => id === value)?.name ?? nameValue(field, value) ?? String(value);
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function listOf(value: SegmentValue | undefined): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isCount(value: SegmentValue | undefined): value is CountInDays {
  return typeof value === 'object' && 'count' in value;
}
