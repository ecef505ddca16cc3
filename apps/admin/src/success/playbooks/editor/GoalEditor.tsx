import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { PlaybookDefinition, PlaybookGoal } from '@wedsync/domain/success';
import { choicesIn } from '../../../platform/index.ts';
import { RuleEditor } from '../../../suppliers/segments/index.ts';
import { usualEvents } from '../playbook-words.ts';
import { ChoiceField, NumberField, WordsField } from './Field.tsx';
import { type Fault, faultAt } from './faults.ts';
import { newGoals } from './new-parts.ts';
import { OptionalRule } from './OptionalRule.tsx';
import { Row } from './Row.tsx';

type Props<T> = {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly faults: readonly Fault[];
  readonly scold: boolean;
};

const kinds = choicesIn({ event: 'Something happens', rule: 'A rule holds' });

/** What the playbook is for: judged for those treated and those held out alike. */
export function GoalEditor({ value: goal, onChange, faults, scold }: Props<PlaybookGoal>) {
  const isRule = 'rule' in goal;
  return (
    <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
      <Row>
        <ChoiceField
          label="Reached when"
          value={isRule ? 'rule' : 'event'}
          choices={kinds}
          onChange={(id) => onChange(newGoals[id === 'rule' ? 'rule' : 'event'](goal.withinDays))}
        />
        {!isRule && (
          <>
            <WordsField
              label="What happens"
              value={goal.event}
              often={usualEvents}
              fault={faultAt(faults, 'event')}
              onChange={(event) => onChange({ ...goal, event })}
            />
            <NumberField
              label="So many times"
              value={goal.times}
              fault={faultAt(faults, 'times')}
              onChange={(times) => onChange({ ...goal, times })}
            />
          </>
        )}
        <NumberField
          label="Within days"
          value={goal.withinDays}
          fault={faultAt(faults, 'withinDays')}
          onChange={(withinDays) => onChange({ ...goal, withinDays })}
        />
      </Row>
      {isRule && <RuleEditor rule={goal.rule} scold={scold} onChange={(rule) => onChange({ ...goal, rule })} />}
    </Box>
  );
}

/** What makes a supplier leave before the end. */
export function ExitEditor({ value: exit, onChange, faults, scold }: Props<PlaybookDefinition['exit']>) {
  return (
    <Box sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <FormControlLabel
        control={<Checkbox checked={exit.onReply} onChange={(_event, onReply) => onChange({ ...exit, onReply })} />}
        label="When they answer"
      />
      <FormControlLabel
        control={
          <Checkbox checked={exit.onPayment} onChange={(_event, onPayment) => onChange({ ...exit, onPayment })} />
        }
        label="When they pay an invoice"
      />
      <OptionalRule
        label="When a rule holds"
        rule={exit.rule}
        onChange={(rule) => onChange({ ...exit, rule })}
        scold={scold}
        fault={faultAt(faults, 'rule')}
      />
    </Box>
  );
}
