import { upsertSuppliers } from '@wedsync/db/suppliers';
import { systemActor } from '@wedsync/domain/platform';
import type { SupplierUpsert } from '@wedsync/domain/suppliers';
import { supplierUpsert } from '../../../../packages/db/test/suppliers/factories.ts';
import type { StaffApp } from '../access/staff-app.ts';

type Standing = Readonly<Record<string, unknown>>;

/** A supplier as the host application sent it, with the standing that other capabilities would keep. @returns its id */
export async function addSupplier(
  app: StaffApp,
  upsert: Partial<SupplierUpsert> & { externalId: string },
  standing: Standing = {},
): Promise<string> {
  const { store, owner } = app.database.current;
  await store.transact(systemActor('test', 'req_test'), (writer) => upsertSuppliers(writer, [supplierUpsert(upsert)]));
  const { id } = await owner('suppliers').where({ external_id: upsert.externalId }).first('id');
  if (Object.keys(standing).length > 0) await owner('suppliers').where({ id }).update(standing);
  return id;
}
