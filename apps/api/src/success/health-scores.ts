import { explainHealth, findHealthScore, listHealthScores } from '@wedsync/db/success';
import { getSupplier } from '@wedsync/db/suppliers';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import { healthScoreFilterSchema, healthScoreRowSchema } from '@wedsync/domain/success';
import { Router } from 'express';
import { contextFor, defineResource, type ApiServices } from '../platform/index.ts';

/** Each supplier's current health with the reasons for it; the id is the supplier's. */
export const healthScores = defineResource({
  name: 'health-scores',
  description: 'Each supplier’s current health with the reasons for it',
  row: healthScoreRowSchema,
  filter: healthScoreFilterSchema,
  list: listHealthScores,
  show: findHealthScore,
});

/** `GET /api/health-scores/:id/explanation`: everything behind one score; null for a supplier that is not scored yet, which is no error. */
export function healthExplanation(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/health-scores/:id/explanation', async (req, res) => {
    const context = contextOf(req);
    const { id } = req.params;
    if (!mayDo(context.principal, 'health-scores:show')) throw Forbidden({ why: 'Your role does not read health.' });
    const explained = await context.store.read(context.actor, async (reader) => {
      await getSupplier(reader, id);
      return explainHealth(reader, id, context.clock.now());
    });
    res.json(explained ?? null);
  });
  return router;
}
