import { createHash } from 'node:crypto';
import { findReported, inAppMessages, recordReport } from '@wedsync/db/delivery';
import { inAppAcknowledgementSchema } from '@wedsync/domain/delivery';
import { NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineMachineDoor } from '../../access/index.ts';
import { isKnownTag, type Door } from '../../platform/index.ts';

/** What we say to suppliers inside the host application. */
export const inAppDoors: readonly Door[] = [
  defineMachineDoor({
    method: 'get',
    path: '/in-app/messages',
    summary: 'What waits for a supplier in the app, oldest first',
    description: 'Carries an ETag; If-None-Match is answered 304 while nothing changed.',
    scope: 'messages',
    query: z.object({ supplierExternalId: z.string().catch('') }),
    async answer({ store, actor, clock, query: { supplierExternalId: id }, req, res }) {
      const messages = await store.read(actor, (reader) => inAppMessages(reader, id, clock.now()));
      if (messages === undefined) throw NotFound({ what: 'supplier', id });
      const body = JSON.stringify({ messages });
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
      res.setHeader('ETag', etag);
      res.setHeader('Cache-Control', 'private, no-cache');
      if (isKnownTag(req, etag)) res.status(304).end();
      else res.type('application/json').send(body);
    },
  }),
  defineMachineDoor({
    method: 'post',
    path: '/in-app/messages/{id}/acknowledge',
    summary: 'Say that a message in the app was seen, clicked or dismissed',
    scope: 'messages',
    maxBodyBytes: 2_000,
    body: inAppAcknowledgementSchema,
    status: 204,
    async answer({ store, actor, clock, params: { id }, body: { action } }) {
      await store.transact(actor, async (writer) => {
        const message = await findReported(writer, id);
        if (message?.channel !== 'in_app') throw NotFound({ what: 'message in the app', id });
        // Seen on two screens is seen once.
        const report = { kind: action, provider: 'in-app', eventId: `${message.id}:${action}`, at: clock.now() };
        await recordReport(writer, message, report);
      });
    },
  }),
];
