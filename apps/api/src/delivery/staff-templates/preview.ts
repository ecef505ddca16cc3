import { findAddressee, templateFacts } from '@wedsync/db/delivery';
import { mayContact } from '@wedsync/db/privacy';
import { fillTemplate, placeholders, smsLength, staffTemplateLimits, templateProblems } from '@wedsync/domain/delivery';
import { Forbidden, mayDo } from '@wedsync/domain/platform';
import { contactChannels, contactPurposes } from '@wedsync/domain/privacy';
import { Router } from 'express';
import { z } from 'zod';
import { contextFor, type ApiServices } from '../../platform/index.ts';

const draftSchema = z.strictObject({
  channel: z.enum(contactChannels),
  purpose: z.enum(contactPurposes),
  subject: z.string().max(staffTemplateLimits.maxSubjectChars),
  body: z.string().max(staffTemplateLimits.maxBodyChars),
  supplierId: z.string().min(1).max(128),
});

/** Words in progress as a real supplier would read them: `POST /api/message-template-previews`; and what may stand in braces: `GET /api/message-placeholders`. */
export function previewRoutes(services: ApiServices): Router {
  const contextOf = contextFor(services);
  const router = Router();
  router.use(['/message-template-previews', '/message-placeholders'], (req, _res, next) => {
    if (!mayDo(contextOf(req).principal, 'message-templates:list'))
      throw Forbidden({ why: 'Your role does not include message-templates:list.' });
    next();
  });
  router.get('/message-placeholders', (_req, res) => {
    res.json(placeholders.map(({ name, title, type }) => ({ name, title, type })));
  });
  router.post('/message-template-previews', async (req, res) => {
    const { store, actor, clock, env } = contextOf(req);
    const { supplierId, purpose, ...words } = draftSchema.parse(req.body);
    const preview = await store.read(actor, async (reader) => {
      const filled = fillTemplate(words, await templateFacts(reader, { supplierId }));
      const addressee = await findAddressee(reader, supplierId);
      const now = clock.now();
      const answer = await mayContact(reader, {
        contactId: addressee?.contactId ?? null,
        purpose,
        channel: words.channel,
        now,
      });
      return { ...filled, suppressedBecause: answer.allowed ? null : answer.why };
    });
    const sms = words.channel === 'sms' ? smsLength(preview.text) : null;
    res.json({ ...preview, sms, problems: templateProblems(words, env.messageLinkHosts) });
  });
  return router;
}
