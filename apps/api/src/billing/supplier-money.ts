import { moneyByMonth } from '@wedsync/db/billing';
import { Forbidden, mayDo, reportingZone } from '@wedsync/domain/platform';
import { Router } from 'express';
import { contextFor, type ApiServices } from '../platform/index.ts';

const months = 12;

/** `GET /api/suppliers/:id/money-months`: twelve months of what was paid, failed and refunded. */
export function supplierMoneyRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/suppliers/:id/money-months', async (req, res) => {
    const { store, actor, principal } = contextOf(req);
    if (!mayDo(principal, 'charges:list')) throw Forbidden({ why: 'Your role does not include charges:list.' });
    res.json(await store.read(actor, (reader) => moneyByMonth(reader, req.params.id, months, reportingZone)));
  });
  return router;
}
