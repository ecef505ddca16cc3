import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { Staff } from '@wedsync/domain/access';
import { alertTypeOf, routeAlert, type AlertRoute } from '@wedsync/domain/delivery';
import { planCodes } from '@wedsync/domain/suppliers';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { type Choice, choicesOf, ErrorState, Section, SkeletonLine } from '../../platform/index.ts';
import { typeChoices } from './route-columns.tsx';

const most = { pagination: { page: 1, perPage: 500 } };
const anyone: Choice = { id: '', name: 'None' };

/** "Where would this alert go?", answered by the rules as they stand. */
export function RouteTest() {
  const [type, setType] = useState('dispute-due');
  const [planCode, setPlanCode] = useState('');
  const [ownerId, setOwnerId] = useState('');
  const { data: staff = [] } = useGetList<Staff>('staff', { ...most, sort: { field: 'name', order: 'ASC' } });
  return (
    <Section title="Where would this alert go?">
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', sm: 'repeat(3, 1fr)' } }}>
        <Choose label="Alert" value={type} choices={typeChoices} onChange={setType} />
        <Choose
          label="Plan of the supplier"
          value={planCode}
          choices={[anyone, ...choicesOf(planCodes)]}
          onChange={setPlanCode}
        />
        <Choose
          label="Owner of the supplier"
          value={ownerId}
          choices={[anyone, ...staff.map(({ id, name }) => ({ id, name }))]}
          onChange={setOwnerId}
        />
      </Box>
      <Answer type={type} planCode={planCode || null} ownerId={ownerId || null} />
    </Section>
  );
}

type Asked = { readonly type: string; readonly planCode: string | null; readonly ownerId: string | null };

function Answer(asked: Asked) {
  const { data, isPending, error } = useGetList<AlertRoute>('alert-routes', {
    ...most,
    sort: { field: 'place', order: 'ASC' },
  });
  if (isPending) return <SkeletonLine />;
  if (error) return <ErrorState error={error} />;
  const { channel, rule } = routeAlert(data ?? [], { ...asked, severity: alertTypeOf(asked.type).severity });
  return (
    <Box component="p" role="status" sx={{ margin: 0, marginTop: 3 }}>
      To <strong>{channel}</strong>, {rule === null ? 'as its kind says: no rule fits.' : `by the rule “${rule.name}”.`}
    </Box>
  );
}

function Choose({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (id: string) => void;
}) {
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      fullWidth
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      {choices.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
