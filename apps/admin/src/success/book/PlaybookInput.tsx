import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useRecordContext } from 'react-admin';
import { type ActionInputProps, ErrorState } from '../../platform/index.ts';
import { useStartablePlaybooks } from './book-data.ts';

type Props = Pick<ActionInputProps, 'value' | 'onChange' | 'error'>;

/** Picks a playbook that runs; those that cannot be started for the supplier whose record surrounds it say why. */
export function PlaybookInput({ value, onChange, error }: Props) {
  const supplierId = String(useRecordContext()?.id ?? '');
  const { data: playbooks, error: failure, refetch } = useStartablePlaybooks(supplierId);
  if (failure !== null) return <ErrorState error={failure} retry={() => void refetch()} />;
  return (
    <TextField
      select
      label="Playbook"
      value={playbooks !== undefined && typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      error={error !== undefined}
      helperText={error}
      disabled={playbooks === undefined}
      fullWidth
    >
      {playbooks?.map(({ playbookId, name, refused }) => (
        <MenuItem
          key={playbookId}
          value={playbookId}
          disabled={refused !== null && playbookId !== value}
          sx={{ display: 'grid', gap: 0 }}
        >
          {name}
          {refused !== null && (
            <Typography variant="caption" color="text.secondary">
              {refused}
            </Typography>
          )}
        </MenuItem>
      ))}
    </TextField>
  );
}
