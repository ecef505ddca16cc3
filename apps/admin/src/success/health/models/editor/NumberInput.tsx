import TextField from '@mui/material/TextField';
import { useNumberText } from '../../../../platform/index.ts';

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
  const typed = useNumberText({ value, onChange });
  return (
    <TextField
      size="small"
      label={hiddenLabel ? undefined : label}
      hiddenLabel={hiddenLabel}
      {...typed}
      error={error !== undefined}
      helperText={error}
      slotProps={{ htmlInput: { inputMode: 'decimal', 'aria-label': label } }}
      sx={{ width: error === undefined ? width : Math.max(width, 180) }}
    />
  );
}
