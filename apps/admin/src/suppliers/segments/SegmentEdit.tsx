import { BooleanInput } from 'react-admin';
import { EditPage } from '../../platform/index.ts';
import { SegmentInputs } from './SegmentInputs.tsx';

/** Changes a segment. Another rule moves its members at once. */
export default function SegmentEdit() {
  return (
    <EditPage title="Edit segment">
      <SegmentInputs />
      <BooleanInput source="archived" helperText="An archived segment keeps its history and is no longer refreshed." />
    </EditPage>
  );
}
