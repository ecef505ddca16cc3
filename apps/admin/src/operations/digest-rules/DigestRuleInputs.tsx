import type { Segment } from '@wedsync/domain/suppliers';
import { BooleanInput, ReferenceInput, required, SelectInput, TextInput } from 'react-admin';

// As many segments as the house keeps, on one page.
const all = 200;
const filter: Partial<Segment> = { archived: false };

/** What a digest is called and about. */
export function DigestRuleInputs() {
  return (
    <>
      <TextInput source="name" label="Name" validate={required()} helperText={false} />
      <ReferenceInput source="segmentId" reference="segments" filter={filter} sort={byName} perPage={all}>
        <SelectInput label="About the segment" optionText="name" validate={required()} helperText={false} />
      </ReferenceInput>
      <BooleanInput source="enabled" label="In force" helperText={false} />
    </>
  );
}

/** Where it is read: in a channel, or by one colleague. */
export function DigestPlaceInputs() {
  return (
    <>
      <TextInput
        source="channel"
        label="Read in the channel"
        helperText="A channel such as #vip; the bot must be a member of it. #customer-success narrows the team’s own digest."
      />
      <ReferenceInput source="staffId" reference="staff" sort={byName} perPage={all}>
        <SelectInput
          label="Or narrows the own digest of"
          optionText="name"
          helperText="Instead of a channel: they read of those of their suppliers that are in the segment."
        />
      </ReferenceInput>
    </>
  );
}

const byName = { field: 'name', order: 'ASC' } as const;
