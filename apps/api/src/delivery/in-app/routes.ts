import { createHash } from 'node:crypto';
import { findReported, inAppMessages, recordReport } from '@wedsync/db/delivery';
import { inAppAcknowledgementSchema } from '@wedsync/domain/delivery';
import { actorOf, DomainError, NotFound, type Actor } from '@wedsync/domain/platform';
import express, { Router, type Request } from 'express';
import { authenticateService } from '../../access/index.ts';
import { isKnownTag, type ApiServices } from '../../platform/index.ts';

const maxBodyBytes = 2_000;

/**
 * What we say to suppliers inside the host application. `GET /api/in-app/messages?supplierExternalId=` lists what waits, 304 while nothing changed;
 * `POST /api/in-app/messages/:id/acknowledge {action}` tells that it was seen, clicked or dismissed.
 */
export function inAppRoutes(services: ApiServices): Router {
  const { store, clock } = services;
  const known = authenticateService(services, 'messages');
  const router = Router();
  router.get('/in-app/messages', known, async (req, res) => {
    const externalId = typeof req.query.supplierExternalId === 'string' ? req.query.supplierExternalId : '';
    const messages = await store.read(actorFrom(req), (reader) => inAppMessages(reader, externalId, clock.now()));
    if (messages === undefined) throw NotFound({ what: 'supplier', id: externalId });
    const body = JSON.stringify({ messages });
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    res.setHeader('ETag', etag);
    res.setHeader('Cache-Control', 'private, no-cache');
    if (isKnownTag(req, etag)) res.status(304).end();
    else res.type('application/json').send(body);
  });
  router.post('/in-app/messages/:id/acknowledge', known, express.json({ limit: maxBodyBytes }), async (req, res) => {
    const { action } = inAppAcknowledgementSchema.parse(req.body);
    const id = String(req.params.id);
    await store.transact(actorFrom(req), async (writer) => {
      const message = await findReported(writer, id);
      if (message?.channel !== 'in_app') throw NotFound({ what: 'message in the app', id });
      // Seen on two screens is seen once.
      const report = { kind: action, provider: 'in-app', eventId: `${message.id}:${action}`, at: clock.now() };
      await recordReport(writer, message, report);
    });
    res.status(204).end();
  });
  return router;
}

function actorFrom(req: Request): Actor {
  if (req.principal === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'Send a service token.');
  return actorOf(req.principal, String(req.id));
}
