import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ActionInputProps } from './action-input.ts';
import { MoneyInput } from './MoneyInput.tsx';

/** A line or paragraph of text, an e-mail address, a day. */
export function LineInput({ field, value, onChange, error }: ActionInputProps) {
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

/** An instant, picked in the reader's own zone and kept as UTC. */
export function MomentInput({ field, value, onChange, error }: ActionInputProps) {
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

/** A plain number. */
export function NumberInput({ field, value, onChange, error }: ActionInputProps) {
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

/** An amount in minor units. */
export function MoneyFieldInput({ field, value, onChange, error, currency }: ActionInputProps) {
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

/** A check box. */
export function YesNoInput({ field, value, onChange, error }: ActionInputProps) {
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

/** One of several. */
export function ChoiceInput({ field, value, onChange, error }: ActionInputProps) {
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

/** Any of several. */
export function ChoicesInput({ field, value, onChange, error }: ActionInputProps) {
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
