import { findAddressee } from '@wedsync/db/delivery';
import { findTemplate, messageTemplates } from '@wedsync/domain/delivery';
import { Forbidden, mayDo, NotFound } from '@wedsync/domain/platform';
import { Router } from 'express';
import { contextFor, type ApiServices } from '../platform/index.ts';

/** The letters we write, and each of them as a real supplier would read it. */
export function templateRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.use('/message-templates', (req, _res, next) => {
    if (!mayDo(contextOf(req).principal, 'messages:list'))
      throw Forbidden({ why: 'Your role does not include messages:list.' });
    next();
  });
  router.get('/message-templates', (_req, res) => {
    res.json(messageTemplates.map(({ name, title, description }) => ({ name, title, description })));
  });
  router.get('/message-templates/:name/preview', async (req, res) => {
    const { store, actor } = contextOf(req);
    const template = findTemplate(req.params.name);
    if (template === undefined) throw NotFound({ what: 'message template', id: req.params.name });
    const supplierId = typeof req.query.supplierId === 'string' ? req.query.supplierId : '';
    const addressee = await store.read(actor, (reader) => findAddressee(reader, supplierId));
    if (addressee === undefined) throw NotFound({ what: 'supplier', id: supplierId });
    res.json(template.preview(addressee.supplier));
  });
  return router;
}
