import { maxLength, required, TextInput } from 'react-admin';
import { DefinitionInput } from './editor/DefinitionInput.tsx';

const named = [required(), maxLength(80)];
const described = [maxLength(500)];

/** What a playbook says, for the forms that make and change one. */
export function PlaybookForm() {
  return (
    <>
      <TextInput source="name" validate={named} helperText={false} />
      <TextInput source="description" validate={described} multiline helperText="What it is for, in a sentence." />
      <DefinitionInput />
    </>
  );
}
