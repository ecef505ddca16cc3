import { Invalid } from '@wedsync/domain/platform';
import type { SegmentCondition, SegmentRule } from '@wedsync/domain/suppliers';
import { writeCondition, type Fragment, type Moment } from './write-condition.ts';
import type { SegmentField } from './segment-field.ts';

export type { Fragment } from './write-condition.ts';

/** With what a rule is compiled: the fields there are, and the moment that "ago" counts from. */
export type Compiling = { readonly fields: readonly SegmentField[]; readonly now: Date };

/**
 * A rule as a condition on suppliers `s`: our SQL, with everything the rule says as bindings. Unknown values make a condition false, and "not" turns it
 * into true, so that every supplier is in or out.
 * @throws Invalid when the rule asks for a field that is gone
 */
export function compileRule(rule: SegmentRule, { fields, now }: Compiling): Fragment {
  return write(rule, new Map(fields.map((field) => [field.name, field])), { now });
}

type Fields = ReadonlyMap<string, SegmentField>;

function write(rule: SegmentRule, fields: Fields, moment: Moment): Fragment {
  if ('all' in rule) return joined(rule.all, ' and ', fields, moment);
  if ('any' in rule) return joined(rule.any, ' or ', fields, moment);
  if ('not' in rule) {
    const { sql, bindings } = write(rule.not, fields, moment);
    // "not" alone would leave the unknown unknown.
    return { sql: `((${sql}) is not true)`, bindings };
  }
  return writeCondition(fieldOf(rule, fields), rule, moment);
}

function joined(rules: readonly SegmentRule[], joint: string, fields: Fields, moment: Moment): Fragment {
  const parts = rules.map((rule) => write(rule, fields, moment));
  return { sql: `(${parts.map(({ sql }) => sql).join(joint)})`, bindings: parts.flatMap(({ bindings }) => bindings) };
}

function fieldOf({ field: name }: SegmentCondition, fields: Fields): SegmentField {
  const field = fields.get(name);
  if (field === undefined)
    throw Invalid({ message: `There is no field ${name.slice(0, 64)} any more. Change the rule.` });
  return field;
}
