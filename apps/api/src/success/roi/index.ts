import { roiReport } from '@wedsync/db/success';
import { Invalid } from '@wedsync/domain/platform';
import { roiQuerySchema, roiReportSchema } from '@wedsync/domain/success';
import { Router } from 'express';
import { contextFor, permitted, type ApiServices, type DoorNote } from '../../platform/index.ts';

/** `GET /api/roi?from=2026-01&to=2026-06`: what playbooks brought and cost, and what is worth doing next. */
export function roiRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/roi', async (req, res) => {
    const { store, actor, clock } = permitted(contextOf(req), 'roi:show');
    const query = roiQuerySchema.parse(req.query);
    if (query.from > query.to) throw Invalid({ message: 'Choose a period that ends after it begins.' });
    res.json(await store.read(actor, (reader) => roiReport(reader, query, clock.now())));
  });
  return router;
}

export const roiDoors: readonly DoorNote[] = [
  {
    method: 'get',
    path: '/roi',
    summary: 'What playbooks brought against who was held out, what they cost, and what is worth doing next',
    auth: 'session',
    response: roiReportSchema,
  },
];
