import { createId, type Uuids } from '@wedsync/domain/platform';
import { MilestoneKeyTaken, type CreateMilestone, type UpdateMilestone } from '@wedsync/domain/success';
import type { Writer } from '../../platform/index.ts';

/** Adds a milestone; whoever has reached it already is found out by the next run of the watch. @returns its id @throws MilestoneKeyTaken */
export async function createMilestone({ sql }: Writer, milestone: CreateMilestone, uuids: Uuids): Promise<string> {
  const id = createId('milestone', uuids.next());
  const inserted: unknown[] = await sql('milestones')
    .insert({ id, key: milestone.key, ...columnsOf(milestone) })
    .onConflict('key')
    .ignore()
    .returning('id');
  if (inserted.length === 0) throw MilestoneKeyTaken({ key: milestone.key });
  return id;
}

/** Changes a milestone from now on: what is reached stays reached. */
export async function updateMilestone({ sql }: Writer, id: string, change: UpdateMilestone): Promise<void> {
  await sql('milestones')
    .where({ id })
    .update({ ...columnsOf(change), updated_at: sql.raw('clock_timestamp()') });
}

function columnsOf({ title, description, vendorTypes, rule, targetDays, position, ...rest }: UpdateMilestone) {
  const { celebration, optional, active } = rest;
  return {
    title,
    description,
    vendor_types: vendorTypes,
    rule: rule && JSON.stringify(rule),
    target_days: targetDays,
    position,
    celebration: celebration && JSON.stringify(celebration),
    ...(celebration === null ? { celebration: null } : {}),
    optional,
    active,
  };
}
