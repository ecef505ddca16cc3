import { messageTemplates } from '@wedsync/domain/delivery';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import { Router } from 'express';
import { contextFor, type ApiServices } from '../platform/index.ts';

/** `GET /api/letters`: the letters the house itself writes; billing previews each with a supplier's own figures. */
export function letterRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.get('/letters', (req, res) => {
    if (!mayDo(contextOf(req).principal, 'messages:list'))
      throw Forbidden({ why: 'Your role does not include messages:list.' });
    res.json(messageTemplates.map(({ name, title, description }) => ({ name, title, description })));
  });
  return router;
}
