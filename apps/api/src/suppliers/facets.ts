import { findSupplierFacets } from '@wedsync/db/suppliers';
import { actorOf, DomainError, Forbidden, mayDo } from '@wedsync/domain/platform';
import { Router } from 'express';
import type { ApiServices } from '../platform/index.ts';

/** GET /api/supplier-facets: the values that filters of the supplier list offer. */
export function facetRoutes({ store }: ApiServices): Router {
  const router = Router();
  router.get('/supplier-facets', async (req, res) => {
    const { principal } = req;
    if (principal === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'Sign in to continue.');
    if (!mayDo(principal, 'suppliers:list')) throw Forbidden({ why: 'Your role does not include suppliers:list.' });
    res.json(await store.read(actorOf(principal, String(req.id)), findSupplierFacets));
  });
  return router;
}
