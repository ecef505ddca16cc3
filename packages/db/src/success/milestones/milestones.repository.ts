import { createId, type Uuids } from '@wedsync/domain/platform';
import type { CreateMilestone, UpdateMilestone } from '@wedsync/domain/success';
import type { Writer } from '../../platform/index.ts';

/** Adds a milestone; whoever has reached it already is found out by the next run of the watch. @returns its id */
export async function createMilestone({ sql }: Writer, milestone: CreateMilestone, uuids: Uuids): Promise<string> {
  const id = createId('milestone', uuids.next());
  await sql('milestones').insert({ id, key: milestone.key, ...columnsOf(milestone) });
  return id;
}

/** Changes a milestone from now on: what is reached stays reached. */
export async function updateMilestone({ sql }: Writer, id: string, change: UpdateMilestone): Promise<void> {
  await sql('milestones')
    .where({ id })
    .update({ ...columnsOf(change), updated_at: sql.raw('clock_timestamp()') });
}

function columnsOf({ title, description, vendorTypes, rule, targetDays, position, ...rest }: UpdateMilestone) {
  const { celebration, active } = rest;
  return {
    title,
    description,
    vendor_types: vendorTypes,
    rule: rule && JSON.stringify(rule),
    target_days: targetDays,
    position,
    celebration: celebration && JSON.stringify(celebration),
    ...(celebration === null ? { celebration: null } : {}),
    active,
  };
}
