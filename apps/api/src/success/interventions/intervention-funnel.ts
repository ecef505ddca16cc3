import { interventionFunnel } from '@wedsync/db/success';
import { daysBetween, Invalid } from '@wedsync/domain/platform';
import { interventionFunnelSchema, interventionPeriodSchema } from '@wedsync/domain/success';
import { Router } from 'express';
import { contextFor, permitted, type ApiServices, type DoorNote } from '../../platform/index.ts';

/** Two years of weeks: more is no chart that anybody reads. */
const mostDays = 740;

/** `GET /api/intervention-funnel?from=2026-01-01&to=2026-03-31`: who wanted in, what was done, what came of it. */
export function interventionRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/intervention-funnel', async (req, res) => {
    const { store, actor } = permitted(contextOf(req), 'interventions:list');
    const period = interventionPeriodSchema.parse(req.query);
    const days = daysBetween(period.from, period.to);
    if (days < 0 || days > mostDays)
      throw Invalid({ message: `Choose a period of at most ${mostDays} days that ends after it begins.` });
    res.json(await store.read(actor, (reader) => interventionFunnel(reader, period)));
  });
  return router;
}

export const interventionDoors: readonly DoorNote[] = [
  {
    method: 'get',
    path: '/intervention-funnel',
    summary: 'From wanting in to the goal, playbook by playbook, and week by week what was done',
    auth: 'session',
    response: interventionFunnelSchema,
  },
];
