import type { SegmentRule } from '@wedsync/domain/suppliers';
import { billingSegmentFields } from '../billing/segment-fields.ts';
import { usageSegmentFields } from '../connectors/segment-fields.ts';
import type { Reader } from '../platform/index.ts';
import {
  compileRule,
  supplierMatches,
  supplierSegmentFields,
  type Fragment,
  type SegmentField,
} from '../suppliers/index.ts';

/** Everything rules may ask about: each capability's fields, one line a capability, as migrations are listed. */
export const segmentFields: readonly SegmentField[] = [
  ...supplierSegmentFields,
  ...usageSegmentFields,
  ...billingSegmentFields,
];

/**
 * A rule as a condition on suppliers `s`, for `whereRaw` of any query over `suppliers as s`.
 * @param now the moment that "in the last 14 days" counts from
 * @throws Invalid when the rule asks for a field that is gone
 */
export function compileSegment(rule: SegmentRule, now: Date): Fragment {
  return compileRule(rule, { fields: segmentFields, now });
}

/**
 * Whether a rule means one supplier at this moment; false for a supplier the reader does not see. Reads what the rule asks of this supplier alone.
 * @throws Invalid when the rule asks for a field that is gone
 */
export function matchesSegment(reader: Reader, supplierId: string, rule: SegmentRule, now: Date): Promise<boolean> {
  return supplierMatches(reader, supplierId, compileSegment(rule, now));
}
