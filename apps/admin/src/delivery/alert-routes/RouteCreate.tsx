import { CreatePage } from '../../platform/index.ts';
import { RouteInputs } from './RouteInputs.tsx';

/** Adds a rule that sends alerts elsewhere. */
export default function RouteCreate() {
  const anyAlert = { enabled: true, place: 100, types: [], severities: [], planCodes: [], ownerIds: [] };
  return (
    <CreatePage title="New alert rule" saveLabel="Add rule" redirect="list" defaultValues={anyAlert}>
      <RouteInputs />
    </CreatePage>
  );
}
