import type { AlertRoute } from '@wedsync/domain/delivery';
import { useRecordContext } from 'react-admin';
import { EditPage } from '../../platform/index.ts';
import { DeleteRoute } from './DeleteRoute.tsx';
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
  return route === undefined ? null : <DeleteRoute route={route} />;
}
