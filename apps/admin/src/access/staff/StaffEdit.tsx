import { EditPage } from '../../platform/index.ts';
import { PersonInputs } from './StaffInputs.tsx';

/** Changes a person's name and number; what they may do is changed from their page, by two people. */
export default function StaffEdit() {
  return (
    <EditPage title="Edit person">
      <PersonInputs />
    </EditPage>
  );
}
