import { consistencyChecks, findLeakageFinding, listLeakageFindings } from '@wedsync/db/revenue';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import { leakageFindingFilterSchema, leakageFindingSchema } from '@wedsync/domain/revenue';
import { Router } from 'express';
import { contextFor, defineResource, type ApiServices } from '../../platform/index.ts';

/** Money that goes missing quietly. */
export const leakageFindings = defineResource({
  name: 'leakage-findings',
  description: 'Access, grants and debts that nobody is asked to pay for',
  row: leakageFindingSchema,
  filter: leakageFindingFilterSchema,
  list: listLeakageFindings,
  show: findLeakageFinding,
});

/** `GET /api/revenue/consistency`: what must hold of the books, and whether it does. */
export function consistencyRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/revenue/consistency', async (req, res) => {
    const { store, actor, principal } = contextOf(req);
    if (!mayDo(principal, 'operations:show')) throw Forbidden({ why: 'Your role does not include operations:show.' });
    res.json(await store.read(actor, consistencyChecks));
  });
  return router;
}
