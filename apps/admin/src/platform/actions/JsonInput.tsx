import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { ActionInputProps } from './action-input.ts';

/** The last resort for a value no other input knows: its JSON, checked while typing. */
export function JsonInput({ field, value, onChange, error }: ActionInputProps) {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [broken, setBroken] = useState(false);
  const change = (next: string) => {
    setText(next);
    try {
      onChange(next.trim() === '' ? undefined : JSON.parse(next));
      setBroken(false);
    } catch {
      onChange(undefined);
      setBroken(true);
    }
  };
  const problem = error ?? (broken ? 'This is not valid JSON.' : undefined);
  return (
    <TextField
      label={field.label}
      required={field.required}
      multiline
      minRows={3}
      value={text}
      onChange={(event) => change(event.target.value)}
      error={problem !== undefined}
      helperText={problem ?? field.help}
    />
  );
}
