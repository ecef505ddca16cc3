import { supplierMilestones } from '@wedsync/db/success';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import { Router } from 'express';
import { contextFor, type ApiServices } from '../../platform/index.ts';

/** `GET /api/supplier-milestones/:supplierId`: one supplier's way: what it reached when, what comes next, and how its cohort came there. */
export function milestoneRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/supplier-milestones/:supplierId', async (req, res) => {
    const { principal, store, actor, clock } = contextOf(req);
    if (!mayDo(principal, 'milestones:list')) throw Forbidden({ why: 'Your role does not read milestones.' });
    res.json(await store.read(actor, (reader) => supplierMilestones(reader, req.params.supplierId, clock.now())));
  });
  return router;
}
