import { CheckboxGroupInput, required, TextArrayInput, TextInput } from 'react-admin';
import { roleChoices } from '../role-names.ts';

const emptyAsNull = (text: string) => (text === '' ? null : text);

/** What an administrator keeps up to date alone. */
export function PersonInputs() {
  return (
    <>
      <TextInput source="name" validate={required()} />
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

/** By what a new person is recognised, and what they may do. */
export function AccessInputs() {
  return (
    <>
      <TextInput
        source="email"
        label="E-mail"
        type="email"
        validate={required()}
        helperText="Their own address: once a second person agrees, a link to choose a password goes there."
      />
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
    </>
  );
}
