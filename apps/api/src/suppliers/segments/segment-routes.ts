import { compileSegment, segmentFields } from '@wedsync/db/segments';
import { listSegmentSizes, previewSegment } from '@wedsync/db/suppliers';
import { DAY_MS, Forbidden, mayDo, plusMs, type Permission } from '@wedsync/domain/platform';
import { previewSegmentSchema, segmentPreviewSchema, segmentSizeSchema } from '@wedsync/domain/suppliers';
import { Router, type Request } from 'express';
import { z } from 'zod';
import { contextFor, type ApiServices, type DoorNote, type RequestContext } from '../../platform/index.ts';

/** Of the history of sizes, what a chart shows. */
const shownDays = 180;

const previewRequest = previewSegmentSchema(segmentFields);
// Where an answer stands in the database is nobody's business outside.
const offered = segmentFields.map(({ source: _, ...info }) => info);

/** What builders of rules need: the fields there are, how many a rule means while it is being written, and how a segment grew. */
export function segmentRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const allowed = (req: Request, permission: Permission): RequestContext => {
    const context = contextOf(req);
    if (!mayDo(context.principal, permission)) throw Forbidden({ why: `Your role does not include ${permission}.` });
    return context;
  };
  const router = Router();
  router.get('/segment-fields', (req, res) => {
    allowed(req, 'segments:list');
    res.json(offered);
  });
  router.post('/segments/preview', async (req, res) => {
    const { store, actor, clock } = allowed(req, 'segments:list');
    const { rule } = previewRequest.parse(req.body ?? {});
    const condition = compileSegment(rule, clock.now());
    res.json(await store.read(actor, (reader) => previewSegment(reader, condition)));
  });
  router.get('/segments/:id/sizes', async (req, res) => {
    const { store, actor, clock } = allowed(req, 'segments:show');
    const since = plusMs(clock.now(), -shownDays * DAY_MS);
    res.json(await store.read(actor, (reader) => listSegmentSizes(reader, req.params.id, since)));
  });
  return router;
}

export const segmentDoors: readonly DoorNote[] = [
  {
    method: 'get',
    path: '/segment-fields',
    summary: 'What rules of segments may ask about',
    auth: 'session',
  },
  {
    method: 'post',
    path: '/segments/preview',
    summary: 'How many suppliers a rule means, and a few of them',
    auth: 'session',
    request: previewRequest,
    response: segmentPreviewSchema,
  },
  {
    method: 'get',
    path: '/segments/{id}/sizes',
    summary: 'How a segment grew and shrank',
    auth: 'session',
    response: z.array(segmentSizeSchema),
  },
];
