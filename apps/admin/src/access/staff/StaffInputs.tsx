import { CheckboxGroupInput, required, TextArrayInput, TextInput } from 'react-admin';
import { roleChoices } from '../role-names.ts';

/** The fields of a person, for adding and for editing. */
export function StaffInputs() {
  return (
    <>
      <TextInput source="name" validate={required()} />
      <TextInput source="email" label="E-mail" type="email" validate={required()} />
      <CheckboxGroupInput source="roles" choices={[...roleChoices]} row={false} validate={required()} />
      <TextArrayInput
        source="regions"
        helperText="For regional roles: each region, then Enter; * stands for all of them."
      />
    </>
  );
}
