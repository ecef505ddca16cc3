import type { CreateDigestRule, UpdateDigestRule } from '@wedsync/domain/operations';
import { createId, Invalid, type Uuids } from '@wedsync/domain/platform';
import type { Writer } from '../platform/index.ts';

/** @returns its id @throws Invalid where there is one already, or no such segment or colleague */
export async function createDigestRule(writer: Writer, rule: CreateDigestRule, uuids: Uuids): Promise<string> {
  const { name, channel, staffId, segmentId, enabled } = rule;
  await refuseUnknown(writer, 'segments', 'segmentId', segmentId);
  if (staffId !== null) await refuseUnknown(writer, 'staff', 'staffId', staffId);
  await refuseSecond(writer, { channel, staffId, segmentId }, null);
  const id = createId('digestRule', uuids.next());
  await writer.sql('digest_rules').insert({ id, name, channel, staff_id: staffId, segment_id: segmentId, enabled });
  return id;
}

/** @throws Invalid where there is no such segment, or another rule for it in the same channel */
export async function updateDigestRule(
  writer: Writer,
  rule: Pick<CreateDigestRule, 'channel' | 'staffId'> & { readonly id: string },
  { name, segmentId, enabled }: UpdateDigestRule,
): Promise<void> {
  if (segmentId !== undefined) {
    await refuseUnknown(writer, 'segments', 'segmentId', segmentId);
    await refuseSecond(writer, { ...rule, segmentId }, rule.id);
  }
  await writer
    .sql('digest_rules')
    .where({ id: rule.id })
    .update({ name, segment_id: segmentId, enabled, updated_at: writer.sql.fn.now() });
}

export async function deleteDigestRule({ sql }: Writer, id: string): Promise<void> {
  await sql('digest_rules').where({ id }).delete();
}

async function refuseUnknown({ sql }: Writer, table: 'segments' | 'staff', field: string, id: string): Promise<void> {
  if ((await sql(table).where({ id }).first('id')) !== undefined) return;
  const message = 'There is no such one any more.';
  throw Invalid({ message }, { fields: { [field]: message } });
}

/** One digest a person, and one a segment in a channel: a second one would say the same again. */
async function refuseSecond(
  { sql }: Writer,
  { channel, staffId, segmentId }: Pick<CreateDigestRule, 'channel' | 'staffId' | 'segmentId'>,
  except: string | null,
): Promise<void> {
  const same = channel === null ? { staff_id: staffId } : { channel, segment_id: segmentId };
  const taken: { name: string } | undefined = await sql('digest_rules')
    .where(same)
    .modify((query) => void (except === null ? query : query.whereNot({ id: except })))
    .first('name');
  if (taken === undefined) return;
  const message = `${taken.name} does this already. Change that one.`;
  throw Invalid({ message }, { fields: { [channel === null ? 'staffId' : 'channel']: message } });
}
