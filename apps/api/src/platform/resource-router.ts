import { Router, type Request, type Response } from 'express';
import { parseListRequest } from './list-request.ts';
import type { AnyResource } from './resource.ts';
import type { RequestContext } from './services.ts';

export type ContextOf = (req: Request) => RequestContext;

/** The CRUD routes of one resource in the dialect of ra-data-simple-rest. */
export function resourceRouter(resource: AnyResource, contextOf: ContextOf): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const page = await resource.list(contextOf(req), (schema) => parseListRequest(req.query, schema));
    const from = pageStart(req);
    res.setHeader(
      'Content-Range',
      `${resource.name} ${from}-${from + Math.max(page.rows.length - 1, 0)}/${page.total}`,
    );
    if (page.estimated) res.setHeader('X-Total-Estimated', 'true');
    res.json(page.rows);
  });
  router.get('/:id', async (req, res) => answer(res, 200, await resource.show(contextOf(req), req.params.id)));
  router.post('/', async (req, res) => answer(res, 201, await resource.create(contextOf(req), req.body)));
  router.put('/:id', async (req, res) =>
    answer(res, 200, await resource.update(contextOf(req), req.params.id, req.body)),
  );
  router.delete('/:id', async (req, res) => answer(res, 200, await resource.remove(contextOf(req), req.params.id)));
  return router;
}

function pageStart(req: Request): number {
  const range: unknown = typeof req.query.range === 'string' ? JSON.parse(req.query.range) : [0];
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}

function answer(res: Response, status: number, row: object): void {
  res.status(status).json(row);
}
