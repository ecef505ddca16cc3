import type { CreateAlertRoute, UpdateAlertPolicy, UpdateAlertRoute } from '@wedsync/domain/delivery';
import { createId, type Uuids } from '@wedsync/domain/platform';
import type { Writer } from '../platform/index.ts';

/** @returns the new rule's id */
export async function createAlertRoute(writer: Writer, route: CreateAlertRoute, uuids: Uuids): Promise<string> {
  const id = createId('alertRoute', uuids.next());
  await writer.sql('alert_routes').insert({ id, ...columnsOf(route) });
  return id;
}

export async function updateAlertRoute({ sql }: Writer, id: string, change: UpdateAlertRoute): Promise<void> {
  if (Object.keys(change).length > 0) await sql('alert_routes').where({ id }).update(columnsOf(change));
}

export async function deleteAlertRoute({ sql }: Writer, id: string): Promise<void> {
  await sql('alert_routes').where({ id }).delete();
}

export async function updateAlertPolicy({ sql }: Writer, change: UpdateAlertPolicy): Promise<void> {
  const { escalationEnabled, escalateAfterMinutes } = change;
  await sql('alert_policies')
    .where({ id: 'all' })
    .update({
      ...(escalationEnabled === undefined ? {} : { escalation_enabled: escalationEnabled }),
      ...(escalateAfterMinutes === undefined ? {} : { escalate_after_minutes: escalateAfterMinutes }),
      updated_at: sql.raw('clock_timestamp()'),
    });
}

function columnsOf({ planCodes, ownerIds, ...rest }: UpdateAlertRoute): Record<string, unknown> {
  return {
    ...rest,
    ...(planCodes === undefined ? {} : { plan_codes: planCodes }),
    ...(ownerIds === undefined ? {} : { owner_ids: ownerIds }),
  };
}
