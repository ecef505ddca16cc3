import { createId, type Uuids } from '@wedsync/domain/platform';
import type { Reader, Writer } from '../platform/index.ts';

export type NewVisit = {
  readonly staffId: string;
  readonly supplierId: string;
  readonly businessName: string;
  readonly reason: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
};

/** Opens a look through a supplier's eyes and ends any other of the same person. @returns its id */
export async function startVisit(writer: Writer, visit: NewVisit, uuids: Uuids): Promise<string> {
  await endVisits(writer, visit.staffId, visit.startedAt);
  const id = createId('viewAs', uuids.next());
  await writer.sql('view_as_visits').insert({
    id,
    staff_id: visit.staffId,
    supplier_id: visit.supplierId,
    business_name: visit.businessName,
    reason: visit.reason,
    started_at: visit.startedAt,
    expires_at: visit.expiresAt,
  });
  return id;
}

export async function endVisits({ sql }: Writer, staffId: string, at: Date): Promise<number> {
  const ended = await sql('view_as_visits').where({ staff_id: staffId }).whereNull('ended_at').update({ ended_at: at });
  await sql.raw(`select pg_notify('wedsync_access', ?)`, [staffId]);
  return ended;
}

/** The name of a supplier within the reader's scope. */
export async function findSupplierName({ sql }: Reader, id: string): Promise<string | undefined> {
  const found: { name: string } | undefined = await sql('suppliers').where({ id }).first({ name: 'business_name' });
  return found?.name;
}
