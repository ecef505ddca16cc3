import {
  createAlertRoute,
  deleteAlertRoute,
  findAlertPolicy,
  findAlertRoute,
  listAlertPolicies,
  listAlertRoutes,
  updateAlertPolicy,
  updateAlertRoute,
} from '@wedsync/db/delivery';
import {
  alertPolicyFilterSchema,
  alertPolicySchema,
  alertRouteFilterSchema,
  alertRouteSchema,
  createAlertRouteSchema,
  updateAlertPolicySchema,
  updateAlertRouteSchema,
} from '@wedsync/domain/delivery';
import { NotFound } from '@wedsync/domain/platform';
import { defineResource } from '../platform/index.ts';

/** Rules that send alerts elsewhere than their type does. */
export const alertRoutes = defineResource({
  name: 'alert-routes',
  description: 'Where alerts are told, by type, severity, plan and owner; the first that fits decides.',
  row: alertRouteSchema,
  filter: alertRouteFilterSchema,
  list: listAlertRoutes,
  show: findAlertRoute,
  create: {
    input: createAlertRouteSchema,
    run: async (writer, route, { uuids }) => {
      const id = await createAlertRoute(writer, route, uuids);
      const created = await findAlertRoute(writer, id);
      if (created === undefined) throw NotFound({ what: 'alert route', id });
      return created;
    },
  },
  update: { input: updateAlertRouteSchema, run: updateAlertRoute },
  remove: { run: deleteAlertRoute },
});

/** When nobody acknowledges: its one row is `all`. */
export const alertPolicy = defineResource({
  name: 'alert-policy',
  description: 'When a critical alert about a supplier at a wedding is texted to somebody; its id is "all".',
  row: alertPolicySchema,
  filter: alertPolicyFilterSchema,
  list: listAlertPolicies,
  show: async (reader, id) => (id === 'all' ? findAlertPolicy(reader) : undefined),
  update: { input: updateAlertPolicySchema, run: (writer, _id, change) => updateAlertPolicy(writer, change) },
});
