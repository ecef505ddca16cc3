import { maxLength, required, TextInput } from 'react-admin';
import { segmentLimits } from '@wedsync/domain/suppliers';

const named = [required(), maxLength(segmentLimits.maxNameChars)];
const described = [maxLength(segmentLimits.maxDescriptionChars)];

/** What a segment is called, for the forms that make and change one. */
export function SegmentInputs() {
  return (
    <>
      <TextInput source="name" validate={named} />
      <TextInput source="description" validate={described} multiline helperText="What it is for, in a sentence." />
    </>
  );
}
