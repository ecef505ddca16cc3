import { CheckboxGroupInput, required, TextArrayInput, TextInput } from 'react-admin';
import { roleChoices } from '../role-names.ts';

const emptyAsNull = (text: string) => (text === '' ? null : text);

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
      <TextInput
        source="slackUserId"
        label="Slack member id"
        parse={emptyAsNull}
        helperText="From the Slack profile, such as U02ABCDEF: what they press under alerts counts as theirs."
      />
      <TextInput
        source="phone"
        label="Mobile number"
        type="tel"
        parse={emptyAsNull}
        helperText="Texted when a critical alert about a wedding waits for nobody. With country code, such as +447700900123."
      />
    </>
  );
}
