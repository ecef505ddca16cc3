import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { contactPurposes, purposeTitles } from '@wedsync/domain/privacy';
import type { PlaybookDefinition } from '@wedsync/domain/success';
import { choicesIn } from '../../../platform/index.ts';
import { ChoiceField, NumberField } from './Field.tsx';
import { type Fault, faultAt } from './faults.ts';
import { Row } from './Row.tsx';

type Props = {
  readonly draft: PlaybookDefinition;
  readonly onChange: (change: Partial<PlaybookDefinition>) => void;
  readonly faults: readonly Fault[];
};

type WholeNumber = 'holdoutPercent' | 'coolDownDays' | 'maxRunning' | 'priority';
const numbers: readonly { readonly field: WholeNumber; readonly label: string; readonly help: string }[] = [
  { field: 'holdoutPercent', label: 'Hold-out, %', help: 'Left alone, to compare with' },
  { field: 'coolDownDays', label: 'Cool-down, days', help: 'Between two entries' },
  { field: 'maxRunning', label: 'Most at once', help: 'Suppliers in it' },
  { field: 'priority', label: 'Priority', help: 'The larger wins' },
];
const purposes = choicesIn(purposeTitles);

/** How often, how many, who is left out to compare with, and who agrees before something is sent. */
export function LimitsEditor({ draft, onChange, faults }: Props) {
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Row>
        <ChoiceField
          label="Written for"
          value={draft.purpose}
          choices={purposes}
          onChange={(id) => onChange({ purpose: contactPurposes.find((one) => one === id) ?? 'success' })}
        />
        {numbers.map(({ field, label, help }) => (
          <NumberField
            key={field}
            label={label}
            help={help}
            value={draft[field]}
            fault={faultAt(faults, field)}
            onChange={(value) => onChange({ [field]: value })}
          />
        ))}
        <NumberField
          label="Entries per supplier"
          help="Empty: as often as it may"
          optional
          value={draft.maxEntries}
          fault={faultAt(faults, 'maxEntries')}
          onChange={(maxEntries) => onChange({ maxEntries })}
        />
        <TextField
          type="date"
          label="Takes in until"
          value={draft.endsOn ?? ''}
          error={faultAt(faults, 'endsOn') !== undefined}
          helperText={faultAt(faults, 'endsOn') ?? 'Empty: until stopped'}
          onChange={(event) => onChange({ endsOn: event.target.value === '' ? null : event.target.value })}
          slotProps={{ inputLabel: { shrink: true } }}
          sx={{ width: { xs: '100%', sm: 168 } }}
        />
      </Row>
      <FormControlLabel
        control={
          <Checkbox
            checked={draft.approveBeforeSend}
            onChange={(_event, approveBeforeSend) => onChange({ approveBeforeSend })}
          />
        }
        label="A colleague approves each message before it leaves"
      />
    </Box>
  );
}
