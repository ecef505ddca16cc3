import { Router } from 'express';
import type { ApiServices } from '../platform/index.ts';

const readyWithinMs = 2_000;

/** /healthz: the process lives. /readyz: it can do its work, which needs the database and its newest schema. */
export function healthRoutes({ store, log }: ApiServices): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => void res.setHeader('Cache-Control', 'no-store').json({ status: 'ok' }));
  router.get('/readyz', async (_req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    try {
      await store.pool.raw('select 1 from job_runs limit 1').timeout(readyWithinMs, { cancel: true });
      res.json({ status: 'ready' });
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      res.status(503).json({ status: 'not-ready', waitingFor: 'database' });
    }
  });
  return router;
}
