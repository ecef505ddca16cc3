import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { formatMoney, inputToMinor, minorToInput } from '../format/money.ts';

export type MoneyInputProps = {
  readonly label: string;
  readonly currency: string;
  /** Integer minor units, or null when empty. */
  readonly value: number | null;
  /** Gets minor units, or null when the text is empty or no amount. */
  readonly onChange: (amountMinor: number | null) => void;
  readonly required?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly error?: string;
  readonly help?: string;
};

/** An amount typed in pounds and pence, kept in minor units. @example <MoneyInput label="Amount" currency="GBP" value={minor} onChange={setMinor} /> */
export function MoneyInput({
  label,
  currency,
  value,
  onChange,
  required,
  minimum,
  maximum,
  error,
  help,
}: MoneyInputProps) {
  const [text, setText] = useState(() => (value === null ? '' : minorToInput(value, currency)));
  const shown = inputToMinor(text, currency) === value ? text : value === null ? text : minorToInput(value, currency);
  const problem = error ?? problemWith(shown, { currency, minimum, maximum });
  const change = (next: string) => {
    setText(next);
    onChange(inputToMinor(next, currency));
  };
  return (
    <TextField
      label={label}
      required={required}
      value={shown}
      onChange={(event) => change(event.target.value)}
      error={problem !== undefined}
      helperText={problem ?? help}
      slotProps={{
        htmlInput: { inputMode: 'decimal', autoComplete: 'off', style: { textAlign: 'right' } },
        input: { startAdornment: <InputAdornment position="start">{currency}</InputAdornment> },
      }}
    />
  );
}

type Limits = { readonly currency: string; readonly minimum?: number; readonly maximum?: number };

function problemWith(text: string, { currency, minimum, maximum }: Limits): string | undefined {
  if (text.trim() === '') return undefined;
  const minor = inputToMinor(text, currency);
  if (minor === null) return `This is not an amount in ${currency}.`;
  if (minimum !== undefined && minor < minimum) return `At least ${formatMoney(minimum, currency)}.`;
  if (maximum !== undefined && minor > maximum) return `At most ${formatMoney(maximum, currency)}.`;
  return undefined;
}
