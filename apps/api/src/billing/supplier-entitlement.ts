import { findEntitlement } from '@wedsync/db/billing';
import { findSupplier } from '@wedsync/db/suppliers';
import { answerOf } from '@wedsync/domain/billing';
import { Forbidden, mayDo, NotFound } from '@wedsync/domain/platform';
import { Router } from 'express';
import { contextFor, type ApiServices } from '../platform/index.ts';

/** `GET /api/suppliers/:id/entitlement`: for staff, exactly what the host application is told. */
export function supplierEntitlementRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/suppliers/:id/entitlement', async (req, res) => {
    const { store, actor, principal } = contextOf(req);
    if (!mayDo(principal, 'plans:list')) throw Forbidden({ why: 'Your role does not include plans:list.' });
    const found = await store.read(actor, async (reader) => {
      const supplier = await findSupplier(reader, req.params.id);
      return supplier && findEntitlement(reader, supplier.externalId);
    });
    if (found === undefined) throw NotFound({ what: 'supplier', id: req.params.id });
    res.json(answerOf(found));
  });
  return router;
}
