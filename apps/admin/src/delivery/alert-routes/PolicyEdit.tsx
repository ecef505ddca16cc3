import { BooleanInput, NumberInput, required } from 'react-admin';
import { EditPage } from '../../platform/index.ts';

/** Whether and when a critical alert about a supplier at a wedding is texted to somebody. */
export default function PolicyEdit() {
  return (
    <EditPage title="When nobody takes an alert" redirect={false}>
      <BooleanInput source="escalationEnabled" label="Text the owner, or else a lead" helperText={false} />
      <NumberInput
        source="escalateAfterMinutes"
        label="After how many minutes"
        validate={required()}
        min={1}
        max={720}
        helperText="Counted from when the alert was raised or came back from being snoozed."
      />
    </EditPage>
  );
}
