import type { SegmentCondition, SegmentFieldInfo, SegmentRule } from '@wedsync/domain/suppliers';
import { operatorsOf } from '@wedsync/domain/suppliers';

/** A rule as builders show it: what stands inside any number of "not", and whether they turn it round. */
export type Peeled = { readonly negated: boolean; readonly inner: Exclude<SegmentRule, { readonly not: SegmentRule }> };

export type Joint = 'all' | 'any';

export function peel(rule: SegmentRule): Peeled {
  if (!('not' in rule)) return { negated: false, inner: rule };
  const { negated, inner } = peel(rule.not);
  return { negated: !negated, inner };
}

export function wrap({ negated, inner }: Peeled): SegmentRule {
  return negated ? { not: inner } : inner;
}

/** A builder starts from a group, so that a second condition has a place to go. */
export function asGroup(rule: SegmentRule): SegmentRule {
  const { negated, inner } = peel(rule);
  return 'field' in inner || negated ? { all: [rule] } : inner;
}

export function group(
  joint: Joint,
  parts: readonly SegmentRule[],
): Exclude<SegmentRule, SegmentCondition | { readonly not: SegmentRule }> {
  return joint === 'all' ? { all: parts } : { any: parts };
}

/** A condition somebody has just begun: a field with its first operator, and no value yet. */
export function conditionOn(field: SegmentFieldInfo): SegmentCondition {
  const [operator = 'is'] = operatorsOf(field);
  return { field: field.name, operator };
}
