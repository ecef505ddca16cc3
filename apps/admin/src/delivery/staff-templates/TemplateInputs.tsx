import { channelTitles } from '@wedsync/domain/privacy';
import { required, SelectInput, TextInput } from 'react-admin';
import { useWatch } from 'react-hook-form';
import { choicesIn } from '../../platform/index.ts';
import { PlaceholderList } from './PlaceholderList.tsx';
import { purposeChoices } from './template-columns.tsx';

const channels = [...choicesIn(channelTitles)];

/** What a template says and by which way. A template keeps its channel: what fits a letter does not fit a text message. */
export function TemplateInputs({ isNew = false }: { readonly isNew?: boolean }) {
  const channel: unknown = useWatch({ name: 'channel' });
  return (
    <>
      <TextInput source="name" label="Name" validate={required()} helperText="Playbooks find it by this name." />
      <SelectInput
        source="channel"
        label="By"
        choices={channels}
        validate={required()}
        disabled={!isNew}
        helperText={false}
      />
      <SelectInput
        source="purpose"
        label="For"
        choices={[...purposeChoices]}
        validate={required()}
        helperText="Marketing and advice leave only where the contact allows them."
      />
      {channel !== 'sms' && (
        <TextInput source="subject" label={channel === 'in_app' ? 'Title' : 'Subject'} helperText={false} />
      )}
      <TextInput
        source="body"
        label="Words"
        multiline
        minRows={8}
        validate={required()}
        helperText="An empty line begins a paragraph. A line of its own like [See how](https://app.wedsync.example/) is a button."
      />
      <PlaceholderList />
      <TextInput source="description" label="Note for colleagues" helperText={false} />
    </>
  );
}
