import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { Plan } from '@wedsync/domain/billing';
import { useGetList } from 'react-admin';
import { type ActionInputProps, humanize } from '../../platform/index.ts';

/** Everything that can be given: plans, features and limits, as the plans name them. */
export function OverrideKeyInput({ field, value, onChange, error }: ActionInputProps) {
  const { data: plans = [] } = useGetList<Plan>('plans', {
    sort: { field: 'rank', order: 'ASC' },
    pagination: { page: 1, perPage: 25 },
    filter: {},
  });
  const choices = [
    ...plans.map(({ id, name }) => ({ key: id, label: `Plan: ${name}` })),
    ...distinct(plans.flatMap(({ features }) => features)).map((key) => ({ key, label: `Feature: ${humanize(key)}` })),
    ...distinct(plans.flatMap(({ limits }) => Object.keys(limits))).map((key) => ({
      key,
      label: `Limit: ${humanize(key)}`,
    })),
  ];
  return (
    <TextField
      select
      fullWidth
      label={field.label}
      value={typeof value === 'string' ? value : ''}
      onChange={({ target }) => onChange(target.value)}
      error={error !== undefined}
      helperText={error ?? 'A plan, a feature or a limit, as chosen above.'}
    >
      {choices.map(({ key, label }) => (
        <MenuItem key={label} value={key}>
          {label}
        </MenuItem>
      ))}
    </TextField>
  );
}

function distinct(keys: readonly string[]): string[] {
  return [...new Set(keys)].sort();
}
