import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ComponentType } from 'react';
import type { ActionField } from './action-field.ts';
import { ListInput } from './ListInput.tsx';
import { JsonInput } from './JsonInput.tsx';
import { MoneyInput } from './MoneyInput.tsx';
import { valuesIn } from './action-values.ts';

export type ActionInputProps = {
  readonly field: ActionField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error?: string;
  /** Currency of amounts in this form, from the record. */
  readonly currency: string;
};

type Kind = ActionField['kind'];

const inputs: Readonly<Record<Kind, ComponentType<ActionInputProps>>> = {
  text: LineInput,
  number: NumberInput,
  money: MoneyFieldInput,
  'yes-no': YesNoInput,
  date: LineInput,
  'date-time': MomentInput,
  choice: ChoiceInput,
  choices: ChoicesInput,
  list: ListInput,
  group: GroupInput,
  json: JsonInput,
  fixed: () => null,
};

/** The input for one field of an action's form. */
export function ActionFieldInput(props: ActionInputProps) {
  const Input = inputs[props.field.kind];
  return <Input {...props} />;
}

function LineInput({ field, value, onChange, error }: ActionInputProps) {
  const multiline = field.kind === 'text' && field.multiline;
  return (
    <TextField
      label={field.label}
      required={field.required}
      multiline={multiline}
      minRows={multiline ? 3 : undefined}
      type={field.kind === 'date' ? 'date' : field.kind === 'text' && field.format === 'email' ? 'email' : 'text'}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      error={error !== undefined}
      helperText={error ?? field.help}
      slotProps={{
        inputLabel: field.kind === 'date' ? { shrink: true } : {},
        htmlInput: { maxLength: field.kind === 'text' ? field.maxLength : undefined },
      }}
    />
  );
}

function MomentInput({ field, value, onChange, error }: ActionInputProps) {
  const local = typeof value === 'string' && value !== '' ? toLocalInput(value) : '';
  return (
    <TextField
      label={field.label}
      required={field.required}
      type="datetime-local"
      value={local}
      onChange={(event) => onChange(event.target.value === '' ? '' : new Date(event.target.value).toISOString())}
      error={error !== undefined}
      helperText={error ?? field.help ?? 'In your own time zone.'}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}

function toLocalInput(instant: string): string {
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function NumberInput({ field, value, onChange, error }: ActionInputProps) {
  const limits = field.kind === 'number' ? { min: field.minimum, max: field.maximum } : {};
  return (
    <TextField
      label={field.label}
      required={field.required}
      type="number"
      value={typeof value === 'number' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? '' : Number(event.target.value))}
      error={error !== undefined}
      helperText={error ?? field.help}
      slotProps={{ htmlInput: limits }}
    />
  );
}

function MoneyFieldInput({ field, value, onChange, error, currency }: ActionInputProps) {
  const limits = field.kind === 'money' ? field : { minimum: undefined, maximum: undefined };
  return (
    <MoneyInput
      label={field.label}
      required={field.required}
      currency={currency}
      minimum={limits.minimum}
      maximum={limits.maximum}
      value={typeof value === 'number' ? value : null}
      onChange={onChange}
      error={error}
      help={field.help}
    />
  );
}

function YesNoInput({ field, value, onChange, error }: ActionInputProps) {
  return (
    <Box>
      <FormControlLabel
        label={field.label}
        control={<Checkbox checked={value === true} onChange={(event) => onChange(event.target.checked)} />}
      />
      {(error ?? field.help) && <FormHelperText error={error !== undefined}>{error ?? field.help}</FormHelperText>}
    </Box>
  );
}

function ChoiceInput({ field, value, onChange, error }: ActionInputProps) {
  const choices = field.kind === 'choice' ? field.choices : [];
  const index = choices.findIndex((choice) => choice.value === value);
  return (
    <TextField
      select
      label={field.label}
      required={field.required}
      value={index < 0 ? '' : index}
      onChange={(event) => onChange(choices[Number(event.target.value)]?.value)}
      error={error !== undefined}
      helperText={error ?? field.help}
    >
      {choices.map((choice, position) => (
        <MenuItem key={choice.label} value={position}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}

function ChoicesInput({ field, value, onChange, error }: ActionInputProps) {
  const choices = field.kind === 'choices' ? field.choices : [];
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (item: unknown) =>
    onChange(chosen.includes(item) ? chosen.filter((other) => other !== item) : [...chosen, item]);
  return (
    <Box component="fieldset" sx={{ border: 0, padding: 0, margin: 0 }}>
      <Box component="legend" sx={{ color: 'text.secondary', fontSize: 12 }}>
        {field.label}
      </Box>
      {choices.map((choice) => (
        <FormControlLabel
          key={choice.label}
          label={choice.label}
          control={<Checkbox checked={chosen.includes(choice.value)} onChange={() => toggle(choice.value)} />}
        />
      ))}
      {(error ?? field.help) && <FormHelperText error={error !== undefined}>{error ?? field.help}</FormHelperText>}
    </Box>
  );
}

function GroupInput({ field, value, onChange, error, currency }: ActionInputProps) {
  const fields = field.kind === 'group' ? field.fields : [];
  const values = valuesIn(value);
  return (
    <Box
      component="fieldset"
      sx={{ border: 1, borderColor: 'divider', borderRadius: '6px', padding: 3, margin: 0, display: 'grid', gap: 3 }}
    >
      <Box component="legend" sx={{ color: 'text.secondary', fontSize: 12, paddingInline: 1 }}>
        {field.label}
      </Box>
      {fields.map((inner) => (
        <ActionFieldInput
          key={inner.name}
          field={inner}
          currency={currency}
          value={values[inner.name]}
          onChange={(next) => onChange({ ...values, [inner.name]: next })}
        />
      ))}
      {error && <FormHelperText error>{error}</FormHelperText>}
    </Box>
  );
}
