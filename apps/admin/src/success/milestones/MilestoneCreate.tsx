import { CreatePage } from '../../platform/index.ts';
import { MilestoneInputs } from './MilestoneInputs.tsx';

const usual = {
  active: true,
  vendorTypes: [],
  rule: { event: 'feature.used', detail: null, times: 1 },
  targetDays: 30,
};

/** A new milestone. Who has reached it already is found out within minutes, without congratulations for what is long ago. */
export default function MilestoneCreate() {
  return (
    <CreatePage title="New milestone" saveLabel="Save milestone" defaultValues={usual} redirect="list">
      <MilestoneInputs isNew />
    </CreatePage>
  );
}
