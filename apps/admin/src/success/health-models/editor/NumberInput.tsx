import TextField from '@mui/material/TextField';
import { useState } from 'react';

type Props = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly error?: string | undefined;
  readonly width?: number;
  /** The label is for readers only, where a heading says it already. */
  readonly hiddenLabel?: boolean;
};

/** A number that is typed; what is no number yet stays on the screen and out of the model. */
export function NumberInput({ label, value, onChange, error, width = 88, hiddenLabel = false }: Props) {
  const [text, setText] = useState(String(value));
  const shown = Number(text) === value && text.trim() !== '' ? text : String(value);
  const [typing, setTyping] = useState(false);
  const change = (next: string) => {
    setText(next);
    if (next.trim() !== '' && Number.isFinite(Number(next))) onChange(Number(next));
  };
  return (
    <TextField
      size="small"
      label={hiddenLabel ? undefined : label}
      hiddenLabel={hiddenLabel}
      value={typing ? text : shown}
      error={error !== undefined}
      helperText={error}
      onFocus={() => {
        setText(String(value));
        setTyping(true);
      }}
      onBlur={() => setTyping(false)}
      onChange={(event) => change(event.target.value)}
      slotProps={{ htmlInput: { inputMode: 'decimal', 'aria-label': label } }}
      sx={{ width: error === undefined ? width : Math.max(width, 180) }}
    />
  );
}
