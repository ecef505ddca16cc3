import { asGroup } from './edit-rule.ts';
import { GroupEditor } from './GroupEditor.tsx';
import type { RuleBuilderProps } from './place.ts';

/** A rule as nested groups of conditions, all of it native controls: Tab goes through it in the order it is read. */
export function RuleBuilder({ rule, known, faults, onChange }: RuleBuilderProps) {
  return (
    <GroupEditor
      place={{ path: [], name: 'Rule' }}
      rule={asGroup(rule)}
      known={known}
      faults={faults}
      onChange={onChange}
    />
  );
}
