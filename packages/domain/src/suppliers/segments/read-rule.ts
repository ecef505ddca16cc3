import { z } from 'zod';
import { tagSchema } from '../ingest.ts';
import { operatorsOf, isSegmentOperator, segmentOperators, shapeOf, type ValueShape } from './operators.ts';
import {
  maxSegmentNumber,
  segmentLimits,
  type SegmentCondition,
  type SegmentFieldInfo,
  type SegmentRule,
} from './rule.ts';
import { calendarDateSchema } from '@wedsync/domain/platform';
import { storableText } from '../text.ts';

type Path = readonly (string | number)[];

/** What is wrong, and where: `all.1.value`. */
export type RuleFault = { readonly path: Path; readonly message: string };

/**
 * Reads a rule that anybody may have written.
 * @param fields what a rule may ask about
 * @returns the rule, or every fault in it; a rule too deep or too large is not read further
 */
export function readSegmentRule(
  raw: unknown,
  fields: readonly SegmentFieldInfo[],
):
  | { readonly rule: SegmentRule; readonly faults: readonly [] }
  | { readonly rule: null; readonly faults: readonly RuleFault[] } {
  const excess = excessOf(raw);
  if (excess !== null) return { rule: null, faults: [{ path: [], message: excess }] };
  const faults: RuleFault[] = [];
  const rule = readNode(raw, [], { fields: new Map(fields.map((field) => [field.name, field])), faults });
  return rule === null || faults.length > 0 ? { rule: null, faults } : { rule, faults: [] };
}

/** The contract of a rule over these fields. */
export function segmentRuleSchema(fields: readonly SegmentFieldInfo[]): z.ZodType<SegmentRule> {
  return z.unknown().transform((raw, context) => {
    const { rule, faults } = readSegmentRule(raw, fields);
    for (const { path, message } of faults) context.addIssue({ code: 'custom', path: [...path], message });
    return rule ?? z.NEVER;
  });
}

/** Measures without recursion: what comes in may be deeper than any stack. */
function excessOf(raw: unknown): string | null {
  const left: { readonly node: unknown; readonly depth: number }[] = [{ node: raw, depth: 1 }];
  let conditions = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next.depth > segmentLimits.maxDepth)
      return `Groups stand in each other at most ${segmentLimits.maxDepth} deep.`;
    const inner = partsOf(next.node);
    if (inner === null) conditions += 1;
    else for (const node of inner) left.push({ node, depth: next.depth + 1 });
    if (conditions + left.length > segmentLimits.maxConditions * 2 || conditions > segmentLimits.maxConditions)
      return `A rule has at most ${segmentLimits.maxConditions} conditions.`;
  }
  return null;
}

/** What a group holds; null for what is none. */
function partsOf(node: unknown): readonly unknown[] | null {
  if (!isRecord(node)) return null;
  if ('not' in node) return [node.not];
  const group = node.all ?? node.any;
  return Array.isArray(group) ? group.slice(0, segmentLimits.maxConditions * 2 + 1) : null;
}

type Reading = { readonly fields: ReadonlyMap<string, SegmentFieldInfo>; readonly faults: RuleFault[] };

function readNode(node: unknown, path: Path, reading: Reading): SegmentRule | null {
  if (!isRecord(node)) return fault(reading, path, 'Expected a condition, or a group: all, any or not.');
  const keys = Object.keys(node);
  const kind = groupKinds.find((each) => keys.includes(each));
  if (kind === undefined) return readCondition(node, path, reading);
  const extra = keys.find((key) => key !== kind);
  if (extra !== undefined)
    return fault(reading, [...path, extra.slice(0, 64)], `A group says ${kind} and nothing else.`);
  if (kind === 'not') {
    const inner = readNode(node.not, [...path, 'not'], reading);
    return inner === null ? null : { not: inner };
  }
  const inner = readGroup(node[kind], [...path, kind], reading);
  if (inner === null) return null;
  return kind === 'all' ? { all: inner } : { any: inner };
}

const groupKinds = ['all', 'any', 'not'] as const;

function readGroup(raw: unknown, path: Path, reading: Reading): readonly SegmentRule[] | null {
  if (!Array.isArray(raw)) return fault(reading, path, 'Expected a list of conditions.');
  if (raw.length === 0) return fault(reading, path, 'Add a condition: a group without any says nothing.');
  const inner = raw.map((node: unknown, index) => readNode(node, [...path, index], reading));
  const rules = inner.filter((rule) => rule !== null);
  return rules.length === inner.length ? rules : null;
}

function readCondition(
  { field: name, operator, value, ...rest }: Record<string, unknown>,
  path: Path,
  reading: Reading,
): SegmentCondition | null {
  const [extra] = Object.keys(rest);
  if (extra !== undefined)
    return fault(reading, [...path, extra.slice(0, 64)], 'A condition has field, operator and value.');
  const field = typeof name === 'string' ? reading.fields.get(name) : undefined;
  if (field === undefined) return fault(reading, [...path, 'field'], 'There is no such field.');
  const shape = typeof operator === 'string' ? shapeOf(field, operator) : null;
  if (shape === null || typeof operator !== 'string' || !isSegmentOperator(operator)) {
    const offered = operatorsOf(field).map((each) => `${each} (${segmentOperators[each]})`);
    return fault(reading, [...path, 'operator'], `${field.label} offers ${offered.join(', ')}.`);
  }
  const read = valueSchema(field, shape).safeParse(value);
  if (!read.success) {
    for (const issue of read.error.issues) fault(reading, [...path, 'value', ...issue.path.map(asKey)], issue.message);
    return null;
  }
  return read.data === undefined ? { field: field.name, operator } : { field: field.name, operator, value: read.data };
}

function asKey(key: PropertyKey): string | number {
  return typeof key === 'number' ? key : String(key);
}

function valueSchema(field: SegmentFieldInfo, shape: ValueShape): z.ZodType<SegmentCondition['value']> {
  switch (shape) {
    case 'nothing':
      return z.undefined('This operator takes no value.');
    case 'one':
      return oneOf(field);
    case 'many':
      return z
        .array(textOf(field), 'Choose from the list.')
        .min(1, 'Choose at least one.')
        .max(segmentLimits.maxValues, `Choose at most ${segmentLimits.maxValues}.`);
    case 'range':
      return field.type === 'date' ? ordered(calendarDate) : ordered(numberOf(field));
    case 'days':
      return days;
    case 'count':
      return z.strictObject({ count: whole(0, segmentLimits.maxCount), days }, 'Give a count and a number of days.');
  }
}

function oneOf(field: SegmentFieldInfo): z.ZodType<string | number | boolean> {
  if (field.type === 'boolean') return z.boolean('Say yes or no.');
  if (field.type === 'date') return calendarDate;
  return field.type === 'number' || field.type === 'money' ? numberOf(field) : textOf(field);
}

function textOf({ type, choices }: SegmentFieldInfo): z.ZodType<string> {
  if (choices !== undefined)
    return z.enum(
      choices.map(({ id }) => id),
      'This is not one of the choices.',
    );
  return type === 'list' ? tagSchema : storableText(segmentLimits.maxTextChars);
}

function numberOf({ type, min = -maxSegmentNumber, max = maxSegmentNumber, fraction }: SegmentFieldInfo) {
  if (fraction === true && type === 'number')
    return z.number('Give a number.').min(min, `At least ${min}.`).max(max, `At most ${max}.`);
  return whole(min, max);
}

function whole(min: number, max: number) {
  return z.int('Give a whole number.').min(min, `At least ${min}.`).max(max, `At most ${max}.`);
}

const days = whole(1, segmentLimits.maxDays);
// Neither 0000 nor the day after 9999 is a date to the database.
const calendarDate = calendarDateSchema.refine(
  (date) => date >= '1900' && date < '2200',
  'Give a date from 1900 to 2199.',
);

function ordered<T extends string | number>(item: z.ZodType<T>): z.ZodType<readonly [T, T]> {
  return z
    .tuple([item, item], 'Give a lowest and a highest.')
    .refine(([low, high]) => low <= high, 'The lowest comes first.');
}

function fault({ faults }: Reading, path: Path, message: string): null {
  faults.push({ path, message });
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
