import { maxLength, required, TextInput } from 'react-admin';
import { segmentLimits } from '@wedsync/domain/suppliers';
import { RuleInput } from './builder/RuleInput.tsx';

const named = [required(), maxLength(segmentLimits.maxNameChars)];
const described = [maxLength(segmentLimits.maxDescriptionChars)];

/** What a segment says, for the forms that make and change one. */
export function SegmentInputs() {
  return (
    <>
      <TextInput source="name" validate={named} />
      <TextInput source="description" validate={described} multiline helperText="What it is for, in a sentence." />
      <RuleInput source="rule" />
    </>
  );
}
