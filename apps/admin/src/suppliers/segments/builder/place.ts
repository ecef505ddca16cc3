import type { RuleFault, SegmentRule } from '@wedsync/domain/suppliers';
import type { SegmentFields } from '../segment-data.ts';

/** What every part of the builder is given. */
export type RuleBuilderProps = {
  readonly rule: SegmentRule;
  readonly known: SegmentFields;
  readonly faults: readonly RuleFault[];
  readonly onChange: (rule: SegmentRule) => void;
};

/** Where a part of the rule stands, and how it is called for those who cannot see where. */
export type Place = { readonly path: readonly (string | number)[]; readonly name: string };

/** What is wrong with this part itself: at it or at one of its own fields, not in a group further in. */
export function faultsAt(faults: readonly RuleFault[], path: Place['path']): readonly RuleFault[] {
  return faults.filter((fault) => path.every((key, index) => fault.path[index] === key));
}

/** What is wrong right here. */
export function faultHere(faults: readonly RuleFault[], path: Place['path']): string | undefined {
  return faultsAt(faults, path).find((fault) => fault.path.length === path.length)?.message;
}
