import Autocomplete from '@mui/material/Autocomplete';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormControl from '@mui/material/FormControl';
import FormLabel from '@mui/material/FormLabel';
import TextField from '@mui/material/TextField';
import type { Staff } from '@wedsync/domain/access';
import { ActionButton, type ActionInputProps } from '../../platform/index.ts';
import { roleChoices } from '../role-names.ts';

/** Asks a second person to change what somebody may do, or by what they are recognised. */
export function ChangeAccessButton({ person }: { readonly person: Staff }) {
  const { id, email, roles, regions, slackUserId, version } = person;
  return (
    <ActionButton
      resource="staff"
      id={id}
      verb="change-access"
      variant="outlined"
      initial={{ email, roles, regions, slackUserId, version }}
      inputs={{ roles: RolesInput, regions: RegionsInput, slackUserId: SlackInput, version: () => null }}
    />
  );
}

function RolesInput({ value, onChange, error }: ActionInputProps) {
  const chosen = textsIn(value);
  const toggle = (role: string) =>
    onChange(chosen.includes(role) ? chosen.filter((other) => other !== role) : [...chosen, role]);
  return (
    <FormControl component="fieldset" error={error !== undefined}>
      <FormLabel component="legend">Roles</FormLabel>
      {roleChoices.map(({ id, name }) => (
        <FormControlLabel
          key={id}
          label={name}
          control={<Checkbox checked={chosen.includes(id)} onChange={() => toggle(id)} />}
        />
      ))}
      {error && <FormHelperText>{error}</FormHelperText>}
    </FormControl>
  );
}

function RegionsInput({ value, onChange, error }: ActionInputProps) {
  return (
    <Autocomplete
      multiple
      freeSolo
      options={[]}
      value={textsIn(value)}
      onChange={(_event, regions) => onChange(regions)}
      renderInput={(props) => (
        <TextField
          {...props}
          label="Regions"
          error={error !== undefined}
          helperText={error ?? 'For regional roles: each region, then Enter; * stands for all of them.'}
        />
      )}
    />
  );
}

function SlackInput({ value, onChange, error }: ActionInputProps) {
  return (
    <TextField
      label="Slack member id"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      error={error !== undefined}
      helperText={error ?? 'From the Slack profile, such as U02ABCDEF: what they press under alerts counts as theirs.'}
    />
  );
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
