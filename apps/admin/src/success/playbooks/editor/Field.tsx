import TextField from '@mui/material/TextField';
import { useId } from 'react';
import { type Choice, type NumberTyping, useNumberText } from '../../../platform/index.ts';

type Common = {
  readonly label: string;
  readonly fault?: string;
  readonly help?: string;
};

const widthOf = { minWidth: 0, width: { xs: '100%', sm: 'auto' } } as const;

/** One of some values. */
export function ChoiceField({
  label,
  value,
  choices,
  onChange,
  fault,
  help,
}: Common & { readonly value: string; readonly choices: readonly Choice[]; readonly onChange: (id: string) => void }) {
  return (
    <TextField
      select
      label={label}
      value={value}
      error={fault !== undefined}
      helperText={fault ?? help}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      sx={widthOf}
    >
      {!choices.some(({ id }) => id === value) && <option value={value}>{value === '' ? 'Choose…' : value}</option>}
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </TextField>
  );
}

/** A few words, with words that are often meant. */
export function WordsField({
  label,
  value,
  onChange,
  fault,
  help,
  often = [],
}: Common & { readonly value: string; readonly onChange: (text: string) => void; readonly often?: readonly string[] }) {
  const list = useId();
  return (
    <>
      <TextField
        label={label}
        value={value}
        error={fault !== undefined}
        helperText={fault !== undefined && value === '' ? 'Fill this in.' : (fault ?? help)}
        onChange={(event) => onChange(event.target.value)}
        slotProps={{ htmlInput: often.length === 0 ? {} : { list }, inputLabel: { shrink: true } }}
        sx={{ ...widthOf, width: { xs: '100%', sm: 320 } }}
      />
      {often.length > 0 && (
        <datalist id={list}>
          {often.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** A whole number; an empty field is null where it need not be filled in. */
export function NumberField({ label, fault, help, ...typing }: Common & NumberTyping) {
  return (
    <TextField
      type="number"
      label={label}
      {...useNumberText(typing)}
      error={fault !== undefined}
      helperText={fault ?? help}
      slotProps={{ htmlInput: { inputMode: 'numeric' }, inputLabel: { shrink: true } }}
      sx={{ ...widthOf, width: { xs: '100%', sm: 168 } }}
    />
  );
}
