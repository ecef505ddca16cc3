import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { type Supplier, type UpdateSupplier, vendorTypes } from '@wedsync/domain/suppliers';
import { type FormEvent, useState } from 'react';
import { HttpError, useNotify, useUpdate } from 'react-admin';
import {
  CopyId,
  formatExact,
  humanize,
  KeyValueList,
  readProblem,
  Section,
  usePermission,
} from '../../platform/index.ts';

type Fields = Required<Pick<UpdateSupplier, 'businessName' | 'vendorType' | 'region' | 'country' | 'timeZone'>>;

/** What staff may correct of the record, and where the rest comes from. */
export function SupplierSettings({ supplier }: { readonly supplier: Supplier }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 5,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 340px' },
      }}
    >
      <Section title="Record">
        {/* A newer version of the record starts the form afresh. */}
        <RecordForm key={supplier.version} supplier={supplier} />
      </Section>
      <Section title="Kept elsewhere">
        <KeyValueList
          items={[
            { label: 'Our id', value: <CopyId id={supplier.id} /> },
            { label: 'WedSync id', value: <CopyId id={supplier.externalId} /> },
            { label: 'Currency', value: supplier.currency },
            { label: 'Signed up', value: formatExact(supplier.signedUpAt) },
            { label: 'Changed', value: formatExact(supplier.updatedAt) },
          ]}
        />
      </Section>
    </Box>
  );
}

function RecordForm({ supplier }: { readonly supplier: Supplier }) {
  const { businessName, vendorType, region, country, timeZone } = supplier;
  const [fields, setFields] = useState<Fields>({ businessName, vendorType, region, country, timeZone });
  const [update, { isPending, error }] = useUpdate<Supplier>();
  const notify = useNotify();
  const mayEdit = usePermission('suppliers:update');
  const problem = error instanceof HttpError ? readProblem(error.status, error.body) : null;
  const save = (event: FormEvent) => {
    event.preventDefault();
    const onSuccess = () => notify('Saved', { type: 'success' });
    void update('suppliers', { id: supplier.id, data: fields, previousData: supplier }, { onSuccess });
  };
  const input = (name: keyof Fields, label: string) => ({
    label,
    value: fields[name],
    disabled: !mayEdit,
    onChange: (event: { target: { value: string } }) => setFields({ ...fields, [name]: event.target.value }),
    error: problem?.errors?.[name] !== undefined,
    helperText: problem?.errors?.[name],
  });
  return (
    <Box component="form" onSubmit={save} noValidate sx={{ display: 'grid', gap: 4, maxWidth: 520 }}>
      <TextField {...input('businessName', 'Business name')} />
      <TextField select {...input('vendorType', 'Type')}>
        {vendorTypes.map((type) => (
          <MenuItem key={type} value={type}>
            {humanize(type)}
          </MenuItem>
        ))}
      </TextField>
      <TextField {...input('region', 'Region')} />
      <TextField {...input('country', 'Country (two letters)')} />
      <TextField {...input('timeZone', 'Time zone')} />
      {problem && <Alert severity="error">{problem.message}</Alert>}
      <Box>
        <Button type="submit" variant="contained" loading={isPending} disabled={!mayEdit}>
          Save record
        </Button>
      </Box>
    </Box>
  );
}
