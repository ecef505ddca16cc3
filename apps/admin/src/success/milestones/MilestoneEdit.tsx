import { EditPage } from '../../platform/index.ts';
import { MilestoneInputs } from './MilestoneInputs.tsx';

/** Changes a milestone from now on; what is reached stays reached. */
export default function MilestoneEdit() {
  return (
    <EditPage title="Edit milestone" redirect="list">
      <MilestoneInputs />
    </EditPage>
  );
}
