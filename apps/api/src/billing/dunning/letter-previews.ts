import { previewLetter } from '@wedsync/db/billing';
import { maskEmail } from '@wedsync/domain/access';
import { Forbidden, mayDo, NotFound } from '@wedsync/domain/platform';
import { Router } from 'express';
import { contextFor, type ApiServices } from '../../platform/index.ts';

/** `GET /api/billing-letters/:name/preview?supplierId=`: a letter with the supplier's own figures, and why it would not be sent. */
export function letterPreviewRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/billing-letters/:name/preview', async (req, res) => {
    const { store, actor, principal, clock } = contextOf(req);
    if (!mayDo(principal, 'messages:list')) throw Forbidden({ why: 'Your role does not include messages:list.' });
    const supplierId = typeof req.query.supplierId === 'string' ? req.query.supplierId : '';
    const found = await store.read(actor, (reader) => previewLetter(reader, req.params.name, supplierId, clock.now()));
    if (found === undefined) throw NotFound({ what: 'letter', id: req.params.name });
    const { recipient } = found;
    res.json(
      recipient === null || mayDo(principal, 'contacts:reveal') ? found : { ...found, recipient: maskEmail(recipient) },
    );
  });
  return router;
}
