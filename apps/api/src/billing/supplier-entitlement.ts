import { findEntitlement } from '@wedsync/db/billing';
import { findSupplier } from '@wedsync/db/suppliers';
import { answerOf, entitlementAnswerSchema } from '@wedsync/domain/billing';
import { NotFound } from '@wedsync/domain/platform';
import { defineDoor } from '../platform/index.ts';

export const supplierEntitlementDoor = defineDoor({
  method: 'get',
  path: '/suppliers/{id}/entitlement',
  summary: 'Exactly what the host application is told of a supplier',
  permission: 'plans:list',
  response: entitlementAnswerSchema,
  async answer({ store, actor, params: { id } }) {
    const found = await store.read(actor, async (reader) => {
      const supplier = await findSupplier(reader, id);
      return supplier && findEntitlement(reader, supplier.externalId);
    });
    if (found === undefined) throw NotFound({ what: 'supplier', id });
    return answerOf(found);
  },
});
