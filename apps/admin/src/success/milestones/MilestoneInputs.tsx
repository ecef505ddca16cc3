import { hasDetail, milestoneEvents } from '@wedsync/domain/success';
import { vendorTypes } from '@wedsync/domain/suppliers';
import { BooleanInput, NumberInput, required, SelectArrayInput, SelectInput, TextInput } from 'react-admin';
import { useWatch } from 'react-hook-form';
import { choicesOf } from '../../platform/index.ts';

const events = milestoneEvents.map((event) => ({ id: event, name: event.replaceAll(/[._]/g, ' ') }));

/** What a milestone asks for, by when, and what is said when it is reached. */
export function MilestoneInputs({ isNew = false }: { readonly isNew?: boolean }) {
  const event: unknown = useWatch({ name: 'rule.event' });
  return (
    <>
      <TextInput source="title" label="Title" validate={required()} helperText={false} />
      <TextInput
        source="key"
        label="Key"
        validate={required()}
        disabled={!isNew}
        helperText="Events and playbooks name it by this; it stays as it is."
      />
      <TextInput source="description" label="Note for colleagues" helperText={false} />
      <SelectArrayInput
        source="vendorTypes"
        label="For"
        choices={choicesOf(vendorTypes)}
        helperText="Leave empty for every type of vendor."
      />
      <SelectInput source="rule.event" label="Reached at" choices={events} validate={required()} helperText={false} />
      {typeof event === 'string' && hasDetail(event) && (
        <TextInput source="rule.detail" label="Of which" helperText="Such as the feature gallery; empty for any." />
      )}
      <NumberInput source="rule.times" label="Times" min={1} validate={required()} helperText={false} />
      <NumberInput
        source="targetDays"
        label="Target day since sign-up"
        min={1}
        validate={required()}
        helperText="The day of sign-up is day 1. Later than this counts as late."
      />
      <NumberInput source="position" label="Order" min={0} validate={required()} helperText="Lower comes first." />
      <TextInput source="celebration.title" label="Title in the app" helperText="Leave both empty to say nothing." />
      <TextInput source="celebration.text" label="Words in the app" multiline minRows={3} helperText={false} />
      <BooleanInput
        source="optional"
        label="Optional"
        helperText="Nice to reach: nobody is late for it, and nobody gets a task about it."
      />
      <BooleanInput
        source="active"
        label="In use"
        helperText="Retired, it keeps who reached it; nobody is late for it any more."
      />
    </>
  );
}
