import { findSupplierFacets, supplierBooks } from '@wedsync/db/suppliers';
import { Router } from 'express';
import { contextFor, permitted, type ApiServices } from '../platform/index.ts';

/** What filters and pickers offer: `GET /api/supplier-facets`, the values of the supplier list; `GET /api/supplier-books`, whose suppliers there are. */
export function facetRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/supplier-facets', async (req, res) => {
    const { store, actor } = permitted(contextOf(req), 'suppliers:list');
    res.json(await store.read(actor, findSupplierFacets));
  });
  router.get('/supplier-books', async (req, res) => {
    const { store, actor } = permitted(contextOf(req), 'suppliers:list');
    res.json(await store.read(actor, supplierBooks));
  });
  return router;
}
