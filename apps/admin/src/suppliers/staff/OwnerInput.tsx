import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { ActionInputProps } from '../../platform/index.ts';
import { useStaffChoices } from './use-staff-choices.ts';

/** Chosen on purpose; nothing chosen yet is neither a colleague nor nobody. */
const nobody = 'nobody';

/** Picks a colleague, or nobody, in an action's form. @example <ActionButton … inputs={{ ownerId: OwnerInput }} /> */
export function OwnerInput({ value, onChange, error }: Pick<ActionInputProps, 'value' | 'onChange' | 'error'>) {
  const staff = useStaffChoices();
  return (
    <TextField
      select
      label="Owner"
      value={value === null ? nobody : typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === nobody ? null : event.target.value)}
      error={error !== undefined}
      helperText={error}
      fullWidth
    >
      <MenuItem value={nobody}>Nobody</MenuItem>
      {staff.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
