import { CreatePage } from '../../platform/index.ts';
import { AccessInputs, PersonInputs } from './StaffInputs.tsx';

/** Adds a person, who waits on their page until a second colleague agrees to them. */
export default function StaffCreate() {
  return (
    <CreatePage title="Add a person" saveLabel="Add" defaultValues={{ roles: [], regions: [] }}>
      <PersonInputs />
      <AccessInputs />
    </CreatePage>
  );
}
