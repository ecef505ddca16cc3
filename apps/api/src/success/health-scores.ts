import { explainHealth, findHealthScore, listHealthScores } from '@wedsync/db/success';
import { NotFound } from '@wedsync/domain/platform';
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

/** `GET /api/health-scores/:id/explanation`: everything behind one score. */
export function healthExplanation(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/health-scores/:id/explanation', async (req, res) => {
    const context = contextOf(req);
    const { id } = req.params;
    await healthScores.show(context, id);
    const explained = await context.store.read(context.actor, (reader) =>
      explainHealth(reader, id, context.clock.now()),
    );
    if (explained === undefined) throw NotFound({ what: 'health score', id });
    res.json(explained);
  });
  return router;
}
