import type { AlertRoute } from '@wedsync/domain/delivery';
import { useRecordContext } from 'react-admin';
import { DeleteRecord, EditPage } from '../../platform/index.ts';
import { RouteInputs } from './RouteInputs.tsx';

/** Changes a rule; alerts told before stay where they are. */
export default function RouteEdit() {
  return (
    <EditPage title="Edit alert rule" saveLabel="Save rule" redirect="list">
      <RouteInputs />
      <DeleteThis />
    </EditPage>
  );
}

function DeleteThis() {
  const route = useRecordContext<AlertRoute>();
  if (route === undefined) return null;
  return (
    <DeleteRecord resource="alert-routes" record={route} name={route.name} label="Delete rule">
      Alerts that it sent to {route.channel} go where the next rule, or their own kind, says.
    </DeleteRecord>
  );
}
