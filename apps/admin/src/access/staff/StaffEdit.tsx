import { EditPage } from '../../platform/index.ts';
import { StaffInputs } from './StaffInputs.tsx';

/** Changes a person's name, address, roles and regions. */
export default function StaffEdit() {
  return (
    <EditPage title="Edit person">
      <StaffInputs />
    </EditPage>
  );
}
