import TextField from '@mui/material/TextField';
import type { ActionInputProps } from '../../platform/index.ts';

/** A password in an action's form: not shown while it is typed. */
export function NewPasswordInput({ value, onChange, error }: ActionInputProps) {
  return (
    <TextField
      label="Temporary password"
      type="password"
      autoComplete="new-password"
      required
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      error={error !== undefined}
      helperText={error ?? 'At least 12 characters. It must be changed at the next sign-in.'}
    />
  );
}
