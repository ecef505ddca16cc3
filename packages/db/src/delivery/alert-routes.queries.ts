import type { AlertPolicy, AlertPolicyFilter, AlertRoute, AlertRouteFilter } from '@wedsync/domain/delivery';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { isoInstant, likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** Where alerts go, as staff wrote it. */
export function listAlertRoutes(reader: Reader, query: ListQuery<AlertRouteFilter>): Promise<Page<AlertRoute>> {
  return listPage(reader, spec, query);
}

export async function findAlertRoute(reader: Reader, id: string): Promise<AlertRoute | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** Every rule that is in force. */
export async function alertRoutesInForce(reader: Reader): Promise<AlertRoute[]> {
  return reader.sql('alert_routes').where({ enabled: true }).select(columns(reader));
}

const spec: ListSpec<AlertRoute, AlertRouteFilter> = {
  resource: 'alert-routes',
  keys: ({ sql }) => sql('alert_routes'),
  idColumn: 'alert_routes.id',
  sorts: { place: 'alert_routes.place', name: 'alert_routes.name', id: 'alert_routes.id' },
  defaultSort: { field: 'place', order: 'ASC' },
  filters: {
    id: (query, ids) => query.whereIn('alert_routes.id', ids),
    q: (query, text) => query.whereILike('alert_routes.name', likePattern(text)),
    enabled: (query, enabled) => query.where('alert_routes.enabled', enabled),
  },
  countCap: null,
  hydrate,
  rowId: (route) => route.id,
};

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<AlertRoute[]> {
  return reader
    .sql('alert_routes')
    .whereIn('id', [...ids])
    .select(columns(reader));
}

function columns({ sql }: Reader) {
  return {
    id: 'id',
    name: 'name',
    place: 'place',
    enabled: 'enabled',
    types: 'types',
    severities: 'severities',
    planCodes: 'plan_codes',
    ownerIds: 'owner_ids',
    channel: 'channel',
    version: 'version',
    updatedAt: isoInstant(sql, 'updated_at'),
  };
}

export async function findAlertPolicy({ sql }: Reader): Promise<AlertPolicy> {
  const policy: AlertPolicy | undefined = await sql('alert_policies')
    .where({ id: 'all' })
    .first('id', 'version', {
      escalationEnabled: 'escalation_enabled',
      escalateAfterMinutes: 'escalate_after_minutes',
      updatedAt: isoInstant(sql, 'updated_at'),
    });
  if (policy === undefined) throw new Error('The policy of alerts is made with its table.');
  return policy;
}

export async function listAlertPolicies(
  reader: Reader,
  _query: ListQuery<AlertPolicyFilter>,
): Promise<Page<AlertPolicy>> {
  return { rows: [await findAlertPolicy(reader)], total: 1, estimated: false };
}
