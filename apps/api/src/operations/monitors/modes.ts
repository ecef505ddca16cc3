import { houseModesNow } from '@wedsync/db/delivery';
import { weddingDaysAhead } from '@wedsync/db/operations';
import { Router } from 'express';
import { contextFor, permitted, type ApiServices } from '../../platform/index.ts';

/** Wedding dates are known for months; further ahead they fill up still. */
const daysAhead = 28;

/** GET /operations/modes: what the house is held to now, why, and which wedding days are coming. */
export function modeRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/operations/modes', async (req, res) => {
    const { actor, store, clock } = permitted(contextOf(req), 'monitors:list');
    const now = clock.now();
    res.json(
      await store.read(actor, async (reader) => ({
        asOf: now,
        modes: await houseModesNow(reader),
        ahead: await weddingDaysAhead(reader, now, daysAhead),
      })),
    );
  });
  return router;
}
