import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useGetList } from 'react-admin';

export type PickedSupplier = { readonly id: string; readonly businessName: string };

type Props = { readonly value: PickedSupplier | null; readonly onChange: (supplier: PickedSupplier | null) => void };

/** Finds a supplier by typing. */
export function SupplierPicker({ value, onChange }: Props) {
  const [text, setText] = useState('');
  const { data = [], isFetching } = useGetList<PickedSupplier>('suppliers', {
    filter: text === '' ? {} : { q: text },
    pagination: { page: 1, perPage: 12 },
  });
  return (
    <Autocomplete
      options={data}
      value={value}
      loading={isFetching}
      filterOptions={(options) => options}
      getOptionLabel={({ businessName }) => businessName}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(option, chosen) => option.id === chosen.id}
      onChange={(_event, chosen) => onChange(chosen)}
      onInputChange={(_event, input, reason) => reason === 'input' && setText(input)}
      renderInput={(parameters) => <TextField {...parameters} label="Supplier" size="small" />}
      sx={{ width: 260 }}
    />
  );
}
