import { severities } from '@wedsync/domain/delivery';
import { planCodes } from '@wedsync/domain/suppliers';
import { BooleanInput, NumberInput, ReferenceArrayInput, required, SelectArrayInput, TextInput } from 'react-admin';
import { choicesOf } from '../../platform/index.ts';
import { typeChoices } from './route-columns.tsx';

/** What a rule looks at and where it sends. A condition left empty holds for every alert. */
export function RouteInputs() {
  return (
    <>
      <TextInput source="name" label="Name" validate={required()} helperText={false} />
      <NumberInput
        source="place"
        label="Place"
        validate={required()}
        min={1}
        helperText="Rules are asked from the lowest place up; the first that fits decides."
      />
      <SelectArrayInput source="types" label="Alerts" choices={typeChoices} helperText="Empty: any alert." />
      <SelectArrayInput source="severities" label="Severity" choices={choicesOf(severities)} helperText={false} />
      <SelectArrayInput
        source="planCodes"
        label="Plan of the supplier"
        choices={choicesOf(planCodes)}
        helperText={false}
      />
      <ReferenceArrayInput source="ownerIds" reference="staff" sort={{ field: 'name', order: 'ASC' }} perPage={200}>
        <SelectArrayInput label="Owner of the supplier" optionText="name" helperText={false} />
      </ReferenceArrayInput>
      <TextInput
        source="channel"
        label="Told in"
        validate={required()}
        helperText="A channel such as #vip; the bot must be a member of it."
      />
      <BooleanInput source="enabled" label="In force" helperText={false} />
    </>
  );
}
